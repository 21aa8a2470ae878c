package dev.slipway.runtime.isolation;

import dev.slipway.linux.FileSystem;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Mounts;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.Pipe;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.HostCapabilities;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs containers with crun, without cgroups: a build step has no limits, and needs none of a
/// system manager.
public final class CrunIsolation implements Isolation {
  private static final int CRUN_FAILED = 1;
  private static final String EXEC_FAILED = "exec container process";
  private static final Path CGROUPS = Path.of("/sys/fs/cgroup");

  private final Path crun;

  public CrunIsolation(Path crun) {
    this.crun = crun;
  }

  /// The crun of this host.
  ///
  /// @throws ContainerException it is not installed
  public static CrunIsolation ofHost() {
    return new CrunIsolation(HostCapabilities.crun());
  }

  @Override
  public int run(Path bundle, IsolationSpec spec, OutputStream stdout, OutputStream stderr)
      throws IOException, InterruptedException {
    Files.write(bundle.resolve("config.json"), OciConfig.write(spec, null));
    coverCgroups();
    return start(bundle, bundle.resolve("log"), stdout, stderr);
  }

  private int start(Path bundle, Path log, OutputStream stdout, OutputStream stderr)
      throws IOException, InterruptedException {
    try (Pipe out = Pipe.open();
        Pipe err = Pipe.open();
        OpenFile input = OpenFile.read(Path.of("/dev/null"));
        ProcessGroup group =
            ProcessGroup.start(
                crun, arguments(bundle, log), List.of(input, out.writeEnd(), err.writeEnd()))) {
      out.writeEnd().close();
      err.writeEnd().close();
      var running = new RunningProcess(group);
      int code = running.await(out.readEnd(), stdout, err.readEnd(), stderr);
      return code == 0 ? 0 : new StartFailure(log, running.lastError()).exitCode(code);
    }
  }

  private List<String> arguments(Path bundle, Path log) {
    return List.of(
        crun.toString(),
        "--cgroup-manager=disabled",
        "--root=" + bundle.resolve("state"),
        "--log=" + log,
        "run",
        "--no-new-keyring",
        "--bundle=" + bundle,
        "step");
  }

  /// crun looks at the host's cgroups even if it is to use none, and refuses to start where both
  /// versions are mounted, or none is: this thread (and what it starts) sees an empty version 1
  /// instead.
  public static void coverCgroups() throws LinuxException {
    if (Files.isDirectory(CGROUPS) && !FileSystem.isCgroup2(CGROUPS)) {
      Mounts.tmpfs(CGROUPS, Mounts.NOSUID | Mounts.NODEV | Mounts.NOEXEC, "mode=755");
    }
  }

  /// What crun says when a container does not start: its own exit code, 1, is that of many programs
  /// that ran.
  ///
  /// @param log what it says until it hands over to the program
  /// @param lastError where it says that handing over failed
  private record StartFailure(Path log, String lastError) {
    int exitCode(int code) throws IOException {
      String message = Files.exists(log) ? Files.readString(log).strip() : "";
      if (code != CRUN_FAILED || (message.isEmpty() && !lastError.contains(EXEC_FAILED))) {
        return code;
      }
      String reason = message.isEmpty() ? lastError : message;
      if (reason.contains("executable file") || reason.contains(EXEC_FAILED)) {
        return reason.contains("o such file") ? Executable.NOT_FOUND : Executable.NOT_EXECUTABLE;
      }
      if (reason.contains("open executable")) {
        return Executable.NOT_EXECUTABLE;
      }
      throw new ContainerException(
          "the container could not be started: " + message,
          "this is a limit of the host or of crun: see `slipway info`");
    }
  }
}
