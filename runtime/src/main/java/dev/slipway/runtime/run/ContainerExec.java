package dev.slipway.runtime.run;

import dev.slipway.linux.ChildProcess;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Pollable;
import dev.slipway.linux.Terminal;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.isolation.Capabilities;
import dev.slipway.runtime.isolation.OciConfig;
import dev.slipway.runtime.rootfs.ProgramSearch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs further processes in running containers.
public final class ContainerExec {
  private final ContainerHost host;
  private final HostTools tools;

  public ContainerExec(ContainerHost host) throws IOException {
    this.host = host;
    this.tools = new HostTools(host);
  }

  /// Runs a process and waits for it, unless it is to be left alone.
  ///
  /// @param streams its standard input, output and error
  /// @return its exit code; 0 for one that is left alone
  /// @throws ContainerException it could not be started; the exit code is Docker's
  public int run(
      Container container,
      ExecRequest request,
      Optional<Terminal.Size> size,
      List<? extends Pollable> streams)
      throws IOException {
    if (!(container.state() instanceof ContainerState.Running running)) {
      throw new ContainerException(
          "container " + container.id() + " is not running",
          "slipway start " + container.name() + " starts it",
          1,
          null);
    }
    ProcessSpec process = plan(container, running.pid(), request);
    ContainerFiles files = host.records().files(container.id());
    Path base = files.volatileDirectory().resolve("exec-" + Long.toHexString(System.nanoTime()));
    Path pidFile = base.resolveSibling(base.getFileName() + ".pid");
    Path log = base.resolveSibling(base.getFileName() + ".log");
    try {
      int @Nullable [] console =
          size.map(known -> new int[] {known.rows(), known.columns()}).orElse(null);
      Files.write(base, OciConfig.writeProcess(process, Capabilities.DEFAULT, console));
      int code;
      try (ChildProcess child =
          tools.runtime().exec(container.id(), base, pidFile, log, request.detach(), streams)) {
        code = child.waitFor();
      }
      if (!Files.exists(pidFile)) {
        String said = Files.exists(log) ? Files.readString(log).strip() : "";
        throw StartFailure.of(said, request.command().getFirst());
      }
      return code;
    } finally {
      Files.deleteIfExists(base);
      Files.deleteIfExists(pidFile);
      Files.deleteIfExists(log);
    }
  }

  private static void checkProgram(ProgramSearch.Finding finding, ProcessSpec process) {
    String program = process.arguments().getFirst();
    switch (finding) {
      case PROGRAM -> {}
      case NO_SUCH_FILE -> throw StartFailure.notFound(program, "no such file or directory");
      case NOT_IN_PATH ->
          throw StartFailure.notFound(program, "executable file not found in $PATH");
      case DIRECTORY -> throw StartFailure.notExecutable(program, "is a directory: ");
      case NOT_EXECUTABLE -> throw StartFailure.notExecutable(program, "");
    }
  }

  /// The OCI runtime tells of a missing one on the process's own streams too.
  private static void checkWorkingDirectory(DirectoryHandle root, String directory)
      throws IOException {
    try (DirectoryHandle _ = root.openInRoot(directory.getBytes(StandardCharsets.UTF_8))) {
      // It is there.
    } catch (LinuxException failure) {
      String why =
          switch (failure.errno()) {
            case Errno.ENOENT -> "no such file or directory";
            case Errno.ENOTDIR -> "not a directory";
            default -> throw failure;
          };
      throw new ContainerException(
          "chdir to cwd (\"" + directory + "\") failed: " + why,
          "name a directory of the container with -w",
          StartFailure.NOT_FOUND,
          failure);
    }
  }

  private static ProcessSpec plan(Container container, long pid, ExecRequest request)
      throws IOException {
    try (DirectoryHandle root = DirectoryHandle.open(Path.of("/proc/" + pid + "/root"))) {
      ProcessSpec process = ProcessPlan.further(container.record(), root, request);
      checkWorkingDirectory(root, process.workingDirectory());
      checkProgram(new ProgramSearch(root, List.of()).find(process), process);
      return process;
    }
  }
}
