package dev.slipway.image;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/// Passes bytes on and computes their SHA-256 and number on the way.
public final class DigestingOutputStream extends OutputStream {
  private final OutputStream out;
  private final MessageDigest sha256 = Digest.newSha256();
  private long count;

  public DigestingOutputStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int value) throws IOException {
    out.write(value);
    sha256.update((byte) value);
    count++;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    sha256.update(bytes, offset, length);
    count += length;
  }

  /// The digest of what was written. Call it once, after the last byte.
  public Digest digest() {
    return Digest.ofSha256(sha256.digest());
  }

  public long count() {
    return count;
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
