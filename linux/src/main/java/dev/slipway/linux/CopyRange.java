package dev.slipway.linux;

import java.io.EOFException;
import java.io.IOException;

/// Copies between two files inside the kernel (`copy_file_range`), or through memory where the file
/// systems cannot.
public final class CopyRange {
  private CopyRange() {}

  /// Copies `length` bytes of `source` from `position` to the position of `target`.
  ///
  /// @throws EOFException the source has fewer
  public static void copy(OpenFile source, long position, OpenFile target, long length)
      throws IOException {
    long done = 0;
    while (done < length) {
      Scratch scratch = Scratch.begin();
      NativeMemory offset = scratch.allocate(8);
      offset.setLong(0, position + done);
      long count =
          SystemCall.raw(
              CallNumber.COPY_FILE_RANGE,
              source.fd(),
              offset.address(),
              target.fd(),
              0,
              length - done,
              0);
      if (count < 0 && cannot((int) -count)) {
        throughMemory(source, position + done, target, length - done);
        return;
      }
      if (count == 0) {
        throw new EOFException("the source ends " + (length - done) + " bytes early");
      }
      done += SystemCall.check(count, "copy_file_range", "");
    }
  }

  private static boolean cannot(int errno) {
    return errno == Errno.EXDEV
        || errno == Errno.EINVAL
        || errno == Errno.ENOSYS
        || errno == Errno.EOPNOTSUPP
        || errno == Errno.EBADF;
  }

  private static void throughMemory(OpenFile source, long position, OpenFile target, long length)
      throws IOException {
    byte[] buffer = new byte[64 * 1024];
    long done = 0;
    while (done < length) {
      int count =
          source.readAt(position + done, buffer, 0, (int) Math.min(buffer.length, length - done));
      if (count < 0) {
        throw new EOFException("the source ends " + (length - done) + " bytes early");
      }
      target.write(buffer, 0, count);
      done += count;
    }
  }
}
