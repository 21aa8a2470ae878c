package dev.slipway.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The working directory of a thread that has a mount namespace of its own (others share the
/// process's).
final class WorkingDirectory {
  private WorkingDirectory() {}

  static Path current() throws LinuxException {
    try {
      return Files.readSymbolicLink(Path.of("/proc/thread-self/cwd"));
    } catch (IOException gone) {
      throw new LinuxException("getcwd", Errno.ENOENT, "the working directory");
    }
  }

  static void change(Path directory) throws LinuxException {
    long result = SystemCall.raw(CallNumber.CHDIR, Scratch.begin().path(directory));
    SystemCall.check(result, "chdir", directory);
  }
}
