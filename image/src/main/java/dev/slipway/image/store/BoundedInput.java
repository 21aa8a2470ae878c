package dev.slipway.image.store;

import dev.slipway.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Supplier;

/// A stream that is given up as soon as it is longer than it may be.
final class BoundedInput extends InputStream {
  private final InputStream source;
  private final long most;
  private final Supplier<ImageException> refusal;
  private long count;

  /// @param most in bytes
  BoundedInput(InputStream source, long most, Supplier<ImageException> refusal) {
    this.source = source;
    this.most = most;
    this.refusal = refusal;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int read = source.read(bytes, offset, length);
    count += Math.max(read, 0);
    if (count > most) {
      throw refusal.get();
    }
    return read;
  }

  @Override
  public void close() throws IOException {
    source.close();
  }
}
