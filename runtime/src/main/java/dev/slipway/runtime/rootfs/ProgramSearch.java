package dev.slipway.runtime.rootfs;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.LinuxException;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.RuntimeMount;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Looks for a process's program where the container would find it, before it is started: the OCI
/// runtime's own complaint would go to the process's standard error, and its exit code would be
/// that of a program that ran and failed.
public final class ProgramSearch {
  private static final String DEFAULT_PATH = "/bin:/usr/bin";
  private static final int ANY_EXECUTE = 0111;

  private final DirectoryHandle root;
  private final List<RuntimeMount> mounts;

  /// What was found.
  public enum Finding {
    /// The program is there, or may be in something that is mounted.
    PROGRAM,
    /// Nothing has the path that was given.
    NO_SUCH_FILE,
    /// No directory of `PATH` has the name that was given.
    NOT_IN_PATH,
    DIRECTORY,
    /// A file without the right to be executed.
    NOT_EXECUTABLE
  }

  /// @param mounts what will lie over the root's own files
  public ProgramSearch(DirectoryHandle root, List<RuntimeMount> mounts) {
    this.root = root;
    this.mounts = List.copyOf(mounts);
  }

  public Finding find(ProcessSpec process) throws LinuxException {
    String program = process.arguments().getFirst();
    if (program.indexOf('/') < 0) {
      return search(program, process.variable("PATH").orElse(DEFAULT_PATH));
    }
    return look(program.startsWith("/") ? program : process.workingDirectory() + "/" + program);
  }

  private Finding search(String program, String searchPath) throws LinuxException {
    boolean forbidden = false;
    for (String directory : searchPath.split(":")) {
      if (!directory.startsWith("/")) {
        continue;
      }
      Finding finding = look(directory + "/" + program);
      if (finding == Finding.PROGRAM) {
        return finding;
      }
      forbidden |= finding == Finding.NOT_EXECUTABLE;
    }
    return forbidden ? Finding.NOT_EXECUTABLE : Finding.NOT_IN_PATH;
  }

  private Finding look(String path) throws LinuxException {
    if (isMounted(path)) {
      return Finding.PROGRAM;
    }
    FileStatus status;
    try {
      status = root.statusInRoot(path.getBytes(StandardCharsets.UTF_8));
    } catch (LinuxException failure) {
      return switch (failure.errno()) {
        case Errno.ENOENT, Errno.ENOTDIR, Errno.ELOOP -> Finding.NO_SUCH_FILE;
        default -> throw failure;
      };
    }
    if (status.isDirectory()) {
      return Finding.DIRECTORY;
    }
    return status.isRegularFile() && (status.mode() & ANY_EXECUTE) != 0
        ? Finding.PROGRAM
        : Finding.NOT_EXECUTABLE;
  }

  private boolean isMounted(String path) {
    for (RuntimeMount mount : mounts) {
      if (path.equals(mount.target()) || path.startsWith(mount.target() + "/")) {
        return true;
      }
    }
    return false;
  }
}
