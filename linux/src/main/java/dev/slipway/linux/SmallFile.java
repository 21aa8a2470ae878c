package dev.slipway.linux;

import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Small files, whole, by four system calls: what Java's channels do around these takes a list of a
/// hundred containers longer than the reading itself.
public final class SmallFile {
  private SmallFile() {}

  /// The file's bytes; null where there is no such file.
  public static byte @Nullable [] readIfThere(Path file) throws LinuxException {
    long fd =
        SystemCall.raw(
            CallNumber.OPENAT,
            FileStatus.AT_FDCWD,
            Scratch.begin().path(file),
            OpenFile.O_CLOEXEC,
            0);
    if (fd == -Errno.ENOENT) {
      return null;
    }
    try (var open = new OpenFile((int) SystemCall.check(fd, "openat", file), file.toString())) {
      return rest(open);
    }
  }

  private static byte[] rest(OpenFile file) throws LinuxException {
    NativeMemory buffer = Scratch.begin().transfer();
    byte[] bytes = new byte[0];
    while (true) {
      int count = file.read(buffer, buffer.size());
      if (count == 0) {
        return bytes;
      }
      int before = bytes.length;
      bytes = Arrays.copyOf(bytes, before + count);
      buffer.get(0, bytes, before, count);
    }
  }
}
