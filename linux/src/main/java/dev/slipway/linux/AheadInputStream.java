package dev.slipway.linux;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A large file that is read from its beginning to its end. The kernel is told some megabytes ahead
/// what will be wanted: what it guesses by itself is a tenth of a megabyte, and where the file is
/// on the disk alone that leaves the disk idle for most of the time.
public final class AheadInputStream extends FilterInputStream {
  /// Smaller files are there before anybody could be told.
  private static final long LARGE = 4 << 20;

  private static final int STEP = 4 << 20;
  private static final int AHEAD = 12 << 20;
  private static final int WILL_NEED = 3;

  private final OpenFile file;
  private long position;
  private long told;

  private AheadInputStream(InputStream in, OpenFile file) {
    super(in);
    this.file = file;
  }

  /// @throws java.nio.file.NoSuchFileException it is not there
  public static InputStream open(Path path) throws IOException {
    InputStream in = Files.newInputStream(path);
    try {
      if (Files.size(path) < LARGE) {
        return in;
      }
      var ahead = new AheadInputStream(in, OpenFile.read(path));
      ahead.tell();
      return ahead;
    } catch (IOException | RuntimeException failure) {
      in.close();
      throw failure;
    }
  }

  /// A file system that takes no advice is read as ever.
  private void tell() throws LinuxException {
    while (told < position + AHEAD) {
      long _ = SystemCall.raw(CallNumber.FADVISE64, file.fd(), told, STEP, WILL_NEED);
      told += STEP;
    }
  }

  private void advance(long count) throws LinuxException {
    position += count;
    if (position + AHEAD - STEP >= told) {
      told = Math.max(told, position - position % STEP);
      tell();
    }
  }

  @Override
  public int read() throws IOException {
    int value = in.read();
    advance(value < 0 ? 0 : 1);
    return value;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    advance(Math.max(0, count));
    return count;
  }

  @Override
  public long skip(long wanted) throws IOException {
    long count = in.skip(wanted);
    advance(count);
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  @Override
  public void close() throws IOException {
    file.close();
    in.close();
  }
}
