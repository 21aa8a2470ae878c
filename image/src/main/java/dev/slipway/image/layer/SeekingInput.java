package dev.slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file whose unread parts are skipped without reading them.
public final class SeekingInput extends InputStream {
  private final FileChannel channel;
  private long position;
  private final long end;

  public SeekingInput(Path file) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    end = channel.size();
  }

  private SeekingInput(Path file, long from, long length) throws IOException {
    channel = FileChannel.open(file, StandardOpenOption.READ);
    position = from;
    end = Math.min(from + length, channel.size());
  }

  /// The bytes of `file` from `from` on, `length` of them.
  public static SeekingInput slice(Path file, long from, long length) throws IOException {
    return new SeekingInput(file, from, length);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (position >= end) {
      return -1;
    }
    int wanted = (int) Math.min(length, end - position);
    int count = channel.read(ByteBuffer.wrap(bytes, offset, wanted), position);
    position += Math.max(count, 0);
    return count;
  }

  @Override
  public long skip(long count) {
    long skipped = Math.clamp(count, 0, end - position);
    position += skipped;
    return skipped;
  }

  @Override
  public int available() {
    return (int) Math.min(Integer.MAX_VALUE, end - position);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
