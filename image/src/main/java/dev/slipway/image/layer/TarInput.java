package dev.slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;

/// A tar's bytes with their position, through a buffer that large reads pass by.
final class TarInput {
  private static final int FIRST_STEP = 2048;

  private final InputStream source;
  private final byte[] buffer = new byte[32 * 1024];
  private int from;
  private int to;
  private long position;

  /// How much is asked of the source at once: little behind much data that was skipped, because
  /// more of the kind may follow.
  private int step;

  TarInput(InputStream source) {
    this.source = source;
    this.step = buffer.length;
  }

  long position() {
    return position;
  }

  /// @return how many bytes, -1 at the end
  int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    int count;
    if (from == to && length >= buffer.length) {
      count = source.read(bytes, offset, length);
    } else {
      fill();
      count = Math.min(length, to - from);
      if (count == 0) {
        return -1;
      }
      System.arraycopy(buffer, from, bytes, offset, count);
      from += count;
    }
    position += Math.max(count, 0);
    return count;
  }

  private void fill() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, source.read(buffer, 0, step));
      step = Math.min(buffer.length, 4 * step);
    }
  }

  /// @return how many bytes; fewer than asked for only at the end
  int readFully(byte[] bytes, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      int count = read(bytes, offset + done, length - done);
      if (count < 0) {
        break;
      }
      done += count;
    }
    return done;
  }

  /// @return whether there were that many bytes
  boolean skip(long bytes) throws IOException {
    long buffered = Math.min(bytes, to - from);
    from += (int) buffered;
    position += buffered;
    long left = bytes - buffered;
    if (source instanceof SeekingInput file) {
      // Other streams are read: a digest stream would not digest what it skips.
      long skipped = file.skip(left);
      step = left < buffer.length ? step : FIRST_STEP;
      left -= skipped;
      position += skipped;
    }
    while (left > 0) {
      fill();
      int count = (int) Math.min(left, to - from);
      if (count == 0) {
        return false;
      }
      from += count;
      position += count;
      left -= count;
    }
    return true;
  }

  /// Reads to the end of the source.
  void drain() throws IOException {
    do {
      position += to - from;
      from = to;
      fill();
    } while (from < to);
  }

  void close() throws IOException {
    source.close();
  }
}
