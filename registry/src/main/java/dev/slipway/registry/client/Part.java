package dev.slipway.registry.client;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/// A part of a stream, which says how far it was read.
final class Part extends FilterInputStream {
  private static final long STEP = 512 * 1024;

  private final long end;
  private final LongConsumer progress;
  private long position;
  private long told;

  /// @param count of bytes; negative for all that there are
  /// @param from where in the whole it begins
  Part(InputStream in, long count, long from, LongConsumer progress) {
    super(in);
    this.end = count < 0 ? Long.MAX_VALUE : from + count;
    this.position = from;
    this.told = from;
    this.progress = progress;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (position == end) {
      progress.accept(position);
      return -1;
    }
    int read = in.read(bytes, offset, (int) Math.min(length, end - position));
    if (read < 0) {
      if (end < Long.MAX_VALUE) {
        throw new EOFException("the blob is shorter than it was");
      }
      progress.accept(position);
      return -1;
    }
    position += read;
    if (position - told >= STEP) {
      told = position;
      progress.accept(position);
    }
    return read;
  }
}
