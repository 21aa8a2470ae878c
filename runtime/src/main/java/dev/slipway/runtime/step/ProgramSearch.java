package dev.slipway.runtime.step;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.LinuxException;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.RuntimeMount;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Looks for a step's program before the container is made: the runtime's own exit code would be
/// that of a program that ran and failed.
final class ProgramSearch {
  private static final String DEFAULT_PATH = "/bin:/usr/bin";
  private static final int ANY_EXECUTE = 0111;

  private final Path root;
  private final List<RuntimeMount> mounts;

  ProgramSearch(Path root, List<RuntimeMount> mounts) {
    this.root = root;
    this.mounts = mounts;
  }

  /// Why a program cannot run, in Docker's words.
  record Refusal(String line) {}

  /// Empty: the program is there, or may be in something that is mounted.
  Optional<Refusal> check(ProcessSpec process) throws LinuxException {
    String program = process.arguments().getFirst();
    try (DirectoryHandle handle = DirectoryHandle.open(root)) {
      return program.contains("/")
          ? checkPath(handle, program, absolute(process.workingDirectory(), program))
          : search(handle, program, process.variable("PATH").orElse(DEFAULT_PATH));
    }
  }

  private static String absolute(String directory, String program) {
    return program.startsWith("/") ? program : directory + "/" + program;
  }

  private Optional<Refusal> checkPath(DirectoryHandle handle, String program, String path)
      throws LinuxException {
    if (isMounted(path)) {
      return Optional.empty();
    }
    Optional<FileStatus> status = status(handle, path);
    if (status.isEmpty()) {
      return refusal(program, "stat " + program + ": no such file or directory");
    }
    if (status.get().isDirectory()) {
      return refusal(program, "is a directory");
    }
    return isExecutable(status.get()) ? Optional.empty() : refusal(program, "permission denied");
  }

  private Optional<Refusal> search(DirectoryHandle handle, String program, String searchPath)
      throws LinuxException {
    boolean found = false;
    for (String directory : searchPath.split(":")) {
      String path = directory + "/" + program;
      if (!directory.startsWith("/")) {
        continue;
      }
      if (isMounted(path)) {
        return Optional.empty();
      }
      Optional<FileStatus> status = status(handle, path);
      if (status.isPresent() && isExecutable(status.get())) {
        return Optional.empty();
      }
      found |= status.isPresent() && !status.get().isDirectory();
    }
    return found
        ? refusal(program, "permission denied")
        : refusal(program, "executable file not found in $PATH");
  }

  private static Optional<Refusal> refusal(String program, String reason) {
    String line =
        "unable to start container process: error during container init: exec: \""
            + program
            + "\": "
            + reason
            + "\n";
    return Optional.of(new Refusal(line));
  }

  private boolean isMounted(String path) {
    return mounts.stream().anyMatch(mount -> path.startsWith(mount.target() + "/"))
        || mounts.stream().anyMatch(mount -> path.equals(mount.target()));
  }

  private static boolean isExecutable(FileStatus status) {
    return status.isRegularFile() && (status.mode() & ANY_EXECUTE) != 0;
  }

  private static Optional<FileStatus> status(DirectoryHandle handle, String path)
      throws LinuxException {
    try {
      return Optional.of(handle.statusInRoot(path.getBytes(StandardCharsets.UTF_8)));
    } catch (LinuxException failure) {
      if (failure.errno() == Errno.ENOENT || failure.errno() == Errno.ENOTDIR) {
        return Optional.empty();
      }
      throw failure;
    }
  }
}
