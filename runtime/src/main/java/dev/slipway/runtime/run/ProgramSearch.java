package dev.slipway.runtime.run;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.LinuxException;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.ProcessSpec;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Looks for a process's program where the container would find it, as the OCI runtime's own
/// complaint would go to the user's standard error.
final class ProgramSearch {
  private static final int ANY_EXECUTE = 0111;

  private final DirectoryHandle root;

  private ProgramSearch(DirectoryHandle root) {
    this.root = root;
  }

  /// @throws ContainerException it is not there, or no file that can be executed
  static void check(DirectoryHandle root, ProcessSpec process) {
    new ProgramSearch(root).check(process);
  }

  private void check(ProcessSpec process) {
    String program = process.arguments().getFirst();
    if (program.indexOf('/') >= 0) {
      String path = program.startsWith("/") ? program : process.workingDirectory() + "/" + program;
      FileStatus status =
          status(path)
              .orElseThrow(() -> StartFailure.notFound(program, "no such file or directory"));
      if (!executable(status)) {
        throw StartFailure.notExecutable(program, status.isDirectory() ? "is a directory: " : "");
      }
      return;
    }
    boolean forbidden = false;
    for (String directory : process.variable("PATH").orElse("").split(":", -1)) {
      Optional<FileStatus> status = status(directory + "/" + program);
      if (status.isPresent() && executable(status.get())) {
        return;
      }
      forbidden |= status.isPresent() && !status.get().isDirectory();
    }
    if (forbidden) {
      throw StartFailure.notExecutable(program, "");
    }
    throw StartFailure.notFound(program, "executable file not found in $PATH");
  }

  private static boolean executable(FileStatus status) {
    return status.isRegularFile() && (status.mode() & ANY_EXECUTE) != 0;
  }

  private Optional<FileStatus> status(String path) {
    try {
      return Optional.of(root.statusInRoot(path.getBytes(StandardCharsets.UTF_8)));
    } catch (LinuxException absent) {
      return Optional.empty();
    }
  }
}
