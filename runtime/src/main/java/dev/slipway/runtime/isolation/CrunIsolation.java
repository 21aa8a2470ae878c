package dev.slipway.runtime.isolation;

import dev.slipway.linux.ChildProcess;
import dev.slipway.linux.Errno;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Mounts;
import dev.slipway.linux.Namespaces;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.Pipe;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.HostCapabilities;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Runs containers with crun, without cgroups: a build step has no limits, and needs none of a
/// system manager.
public final class CrunIsolation implements Isolation {
  private static final Path HYBRID = Path.of("/sys/fs/cgroup/unified");
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
    hideHybridCgroups();
    Path log = bundle.resolve("log");
    int code = start(bundle, log, stdout, stderr);
    return code == 0 ? 0 : new StartFailure(log).exitCode(code);
  }

  private int start(Path bundle, Path log, OutputStream stdout, OutputStream stderr)
      throws IOException, InterruptedException {
    try (ProcessGroupHolder holder = ProcessGroupHolder.open();
        Pipe out = Pipe.open();
        Pipe err = Pipe.open();
        OpenFile input = OpenFile.read(Path.of("/dev/null"));
        ChildProcess container =
            ChildProcess.spawn(
                crun,
                arguments(bundle, log),
                List.of("PATH=/usr/sbin:/usr/bin:/sbin:/bin"),
                List.of(input, out.writeEnd(), err.writeEnd()))) {
      Namespaces.leaveUnsharedPids();
      out.writeEnd().close();
      err.writeEnd().close();
      return new RunningProcess(container, holder)
          .await(out.readEnd(), stdout, err.readEnd(), stderr);
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

  /// crun refuses to start where cgroups of both versions are mounted, even if it is to use none:
  /// this thread (and what it starts) does not see them.
  private static void hideHybridCgroups() throws LinuxException {
    if (!Files.isDirectory(HYBRID)) {
      return;
    }
    if (Namespaces.inUserNamespace()) {
      // There the mount is locked, but can be covered.
      Mounts.tmpfs(CGROUPS, Mounts.NOSUID | Mounts.NODEV | Mounts.NOEXEC, "mode=755");
      return;
    }
    try {
      Mounts.detach(HYBRID);
    } catch (LinuxException failure) {
      if (failure.errno() != Errno.EINVAL) {
        throw failure;
      }
      // Only a directory, nothing mounted.
    }
  }

  /// What crun says when a container does not start: its own exit code is that of a program that
  /// fails.
  private record StartFailure(Path log) {
    int exitCode(int code) throws IOException {
      String message =
          Files.exists(log) ? Files.readString(log, StandardCharsets.UTF_8).strip() : "";
      if (message.isEmpty()) {
        return code;
      }
      if (message.contains("executable file") && message.contains("not found")) {
        return Executable.NOT_FOUND;
      }
      if (message.contains("open executable") || message.contains("exec container process")) {
        return Executable.NOT_EXECUTABLE;
      }
      throw new ContainerException(
          "the container could not be started: " + message,
          "this is a limit of the host or of crun: see `slipway info`");
    }
  }
}
