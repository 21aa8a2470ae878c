package dev.slipway.image;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Hands bytes on and computes the SHA-256 and number of those that were read. Skipped bytes are
/// read, so that they count.
public final class DigestingInputStream extends InputStream {
  private static final int SKIP_BUFFER = 64 * 1024;

  private final InputStream in;
  private final BesideDigest sha256;
  private byte @Nullable [] skipBuffer;

  private DigestingInputStream(InputStream in, BesideDigest sha256) {
    this.in = in;
    this.sha256 = sha256;
  }

  public DigestingInputStream(InputStream in) {
    this(in, BesideDigest.here());
  }

  /// Digests many bytes on a thread of its own, which must not be made in a namespace. Closing it
  /// without asking for the digest drops that.
  public static DigestingInputStream beside(InputStream in) {
    return new DigestingInputStream(in, BesideDigest.beside());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    if (read > 0) {
      sha256.update(bytes, offset, read);
    }
    return read;
  }

  @Override
  public long skip(long wanted) throws IOException {
    if (skipBuffer == null) {
      skipBuffer = new byte[SKIP_BUFFER];
    }
    byte[] buffer = skipBuffer;
    long skipped = 0;
    while (skipped < wanted) {
      int read = read(buffer, 0, (int) Math.min(buffer.length, wanted - skipped));
      if (read < 0) {
        break;
      }
      skipped += read;
    }
    return skipped;
  }

  /// The digest of what was read. Call it once, after the last byte.
  public Digest digest() throws IOException {
    return sha256.digest();
  }

  public long count() {
    return sha256.count();
  }

  @Override
  public void close() throws IOException {
    try (BesideDigest _ = sha256) {
      in.close();
    }
  }
}
