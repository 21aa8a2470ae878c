package dev.slipway.image;

import java.io.IOException;
import java.io.OutputStream;

/// Passes bytes on and computes their SHA-256 and number on the way.
public final class DigestingOutputStream extends OutputStream {
  private final OutputStream out;
  private final BesideDigest sha256;

  private DigestingOutputStream(OutputStream out, BesideDigest sha256) {
    this.out = out;
    this.sha256 = sha256;
  }

  public DigestingOutputStream(OutputStream out) {
    this(out, BesideDigest.here());
  }

  /// Digests many bytes on a thread of its own, which must not be made in a namespace. Whoever does
  /// not ask for the digest drops it.
  public static DigestingOutputStream beside(OutputStream out) {
    return new DigestingOutputStream(out, BesideDigest.beside());
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    sha256.update(bytes, offset, length);
  }

  /// The digest of what was written. Call it once, after the last byte.
  public Digest digest() throws IOException {
    return sha256.digest();
  }

  /// Ends without a digest, if it was not asked for.
  public void drop() {
    sha256.close();
  }

  public long count() {
    return sha256.count();
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
