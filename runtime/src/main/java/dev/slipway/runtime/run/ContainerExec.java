package dev.slipway.runtime.run;

import dev.slipway.linux.ChildProcess;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.PidFd;
import dev.slipway.linux.Pollable;
import dev.slipway.linux.Signals;
import dev.slipway.linux.Terminal;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.isolation.Capabilities;
import dev.slipway.runtime.isolation.OciConfig;
import dev.slipway.runtime.rootfs.ProgramSearch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Runs further processes in running containers.
public final class ContainerExec {
  private static final Duration FOREVER = Duration.ofDays(10_000);
  private static final int TOO_LONG = -1;

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
    return run(container, request, size, streams, FOREVER);
  }

  /// As [#run], for no longer than `timeout`.
  ///
  /// @return -1: the time was over, and the process was killed
  int run(
      Container container,
      ExecRequest request,
      Optional<Terminal.Size> size,
      List<? extends Pollable> streams,
      Duration timeout)
      throws IOException {
    if (!(container.state() instanceof ContainerState.Running running)) {
      throw new ContainerException(
          "container " + container.id() + " is not running",
          "slipway start " + container.name() + " starts it",
          1,
          null);
    }
    if (running.paused()) {
      throw new ContainerException(
          "Container " + container.name() + " is paused, unpause the container before exec",
          "slipway unpause " + container.name() + " lets it go on",
          1,
          null);
    }
    ProcessSpec process = plan(container, running.pid(), request);
    String words = String.join(" ", request.command());
    Map<String, String> told = new TreeMap<>(Map.of("execID", execId()));
    for (String action : List.of("exec_create: ", "exec_start: ")) {
      host.records().events().append(container.record(), action + words, told);
    }
    ContainerFiles files = host.records().files(container.id());
    Path base = files.volatileDirectory().resolve("exec-" + Long.toHexString(System.nanoTime()));
    Path pidFile = base.resolveSibling(base.getFileName() + ".pid");
    Path log = base.resolveSibling(base.getFileName() + ".log");
    try {
      int @Nullable [] console =
          size.map(known -> new int[] {known.rows(), known.columns()}).orElse(null);
      var confinement = new ContainerIsolation(container.record(), host.records());
      List<String> capabilities =
          request.privileged() ? Capabilities.ofThisProcess() : confinement.capabilities();
      Files.write(
          base,
          OciConfig.writeProcess(
              process,
              capabilities,
              confinement.resources().limits(),
              confinement.options(),
              console));
      int code;
      try (ChildProcess child =
          tools
              .runtime()
              .joining(ContainerGroups.of(container.record()))
              .exec(container.id(), base, pidFile, log, request, streams)) {
        if (!timeout.equals(FOREVER) && !child.process().waitExit(timeout)) {
          kill(pidFile, child);
          return TOO_LONG;
        }
        code = child.waitFor();
      }
      if (!Files.exists(pidFile)) {
        String said = Files.exists(log) ? Files.readString(log).strip() : "";
        throw StartFailure.of(said, request.command().getFirst());
      }
      if (!request.detach()) {
        told.put("exitCode", Integer.toString(code));
        host.records().events().append(container.record(), "exec_die", told);
      }
      return code;
    } finally {
      Files.deleteIfExists(base);
      Files.deleteIfExists(pidFile);
      Files.deleteIfExists(log);
    }
  }

  /// 64 digits, as Docker's, of which the kernel draws 32 at a time.
  private static String execId() throws IOException {
    Path drawn = Path.of("/proc/sys/kernel/random/uuid");
    String digits = Files.readString(drawn) + Files.readString(drawn);
    return digits.replace("-", "").replace("\n", "");
  }

  private static void kill(Path pidFile, ChildProcess runtime) throws IOException {
    try (PidFd process = PidFd.open(Long.parseLong(Files.readString(pidFile).strip()))) {
      process.signal(Signals.SIGKILL);
    } catch (NoSuchFileException | NumberFormatException | LinuxException gone) {
      // It has ended meanwhile, or never began.
    }
    runtime.kill();
    int _ = runtime.waitFor();
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
