package dev.slipway.image;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/// Hands bytes on and computes the SHA-256 and number of those that were read. Skipped bytes are
/// read, so that they count.
public final class DigestingInputStream extends InputStream {
  private static final int SKIP_BUFFER = 64 * 1024;

  private final InputStream in;
  private final MessageDigest sha256 = Digest.newSha256();
  private byte @Nullable [] skipBuffer;
  private long count;

  public DigestingInputStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    if (value >= 0) {
      sha256.update((byte) value);
      count++;
    }
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = in.read(bytes, offset, length);
    if (read > 0) {
      sha256.update(bytes, offset, read);
      count += read;
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
  public Digest digest() {
    return Digest.ofSha256(sha256.digest());
  }

  public long count() {
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
