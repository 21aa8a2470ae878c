package dev.slipway.runtime.isolation;

import dev.slipway.linux.FileSystem;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.Mounts;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.Pipe;
import dev.slipway.linux.Pollable;
import dev.slipway.linux.StandardStream;
import dev.slipway.linux.Terminal;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.HostCapabilities;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Runs containers with crun, without cgroups but where one is asked for: a build step has no
/// limits, and needs none of a system manager.
public final class CrunIsolation implements Isolation {
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
  public IsolatedProcess start(Path bundle, IsolationSpec spec)
      throws IOException, InterruptedException {
    String parent = spec.resources().cgroupParent();
    if (parent == null) {
      coverCgroups();
      return start(bundle, spec, null);
    }
    StepCgroup cgroup = StepCgroup.in(parent);
    try {
      return start(bundle, spec, cgroup);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      cgroup.close();
      throw failed;
    }
  }

  private IsolatedProcess start(Path bundle, IsolationSpec spec, @Nullable StepCgroup cgroup)
      throws IOException, InterruptedException {
    IsolationSpec own = spec.emulator() == null ? spec : spec.withNetwork(network(bundle, spec));
    byte[] document = OciConfig.write(own, null, cgroup == null ? null : cgroup.path());
    Files.write(bundle.resolve("config.json"), document);
    Path log = Files.createFile(bundle.resolve("log"));
    Pipe out = Pipe.open();
    Pipe err = Pipe.open();
    try (var _ = out.writeEnd();
        var _ = err.writeEnd();
        OpenFile input = OpenFile.read(Path.of("/dev/null"))) {
      List<Pollable> streams = List.of(input, out.writeEnd(), err.writeEnd());
      List<String> arguments = arguments(bundle, log, cgroup != null);
      ProcessGroup group =
          spec.emulator() == null
              ? ProcessGroup.start(crun, arguments, streams)
              : startWithOwnProc(arguments, streams);
      return new CrunProcess(
          group, out.readEnd(), err.readEnd(), Files.newInputStream(log), cgroup);
    } catch (IOException | InterruptedException | RuntimeException failed) {
      out.close();
      err.close();
      throw failed;
    }
  }

  @Override
  public AttachedProcess attach(Path bundle, IsolationSpec spec)
      throws IOException, InterruptedException {
    Optional<Terminal> terminal = Terminal.of(StandardStream.INPUT);
    Optional<Terminal.Size> size = terminal.isPresent() ? terminal.get().size() : Optional.empty();
    int[] consoleSize =
        size.isPresent() ? new int[] {size.get().rows(), size.get().columns()} : null;
    Files.write(bundle.resolve("config.json"), OciConfig.write(spec, consoleSize));
    coverCgroups();
    Path log = Files.createFile(bundle.resolve("log"));
    List<Pollable> streams =
        List.of(StandardStream.INPUT, StandardStream.OUTPUT, StandardStream.ERROR);
    return new AttachedProcess(ProcessGroup.start(crun, arguments(bundle, log, false), streams));
  }

  /// A network's namespace, which is a file of the host's `/proc`, under a name that is there
  /// without it.
  private static NetworkChoice network(Path bundle, IsolationSpec spec) throws IOException {
    if (!(spec.network() instanceof NetworkChoice.Existing(var namespace))) {
      return spec.network();
    }
    Path file = Files.createFile(bundle.resolve("network"));
    Mounts.bind(namespace, file, false);
    return new NetworkChoice.Existing(file);
  }

  /// To map IDs crun writes to `/proc`, which has to be that of the processes' own namespace.
  private static ProcessGroup startWithOwnProc(List<String> crun, List<Pollable> streams)
      throws IOException, InterruptedException {
    Path unshare =
        HostCapabilities.require("unshare", "util-linux", "it shows a step its own processes");
    var arguments = new ArrayList<>(List.of("unshare", "--mount-proc"));
    arguments.addAll(crun);
    return ProcessGroup.start(unshare, arguments, streams);
  }

  private List<String> arguments(Path bundle, Path log, boolean cgroups) {
    return List.of(
        crun.toString(),
        "--cgroup-manager=" + (cgroups ? "cgroupfs" : "disabled"),
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
}
