package dev.slipway.runtime.run;

import dev.slipway.image.store.Lock;
import dev.slipway.linux.FileTreeRemoval;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.PidFd;
import dev.slipway.linux.Signals;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.cgroup.ControlGroup;
import dev.slipway.runtime.network.Membership;
import dev.slipway.runtime.network.Network;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The programs that containers are made with, and what must be taken back from them.
final class HostTools {
  /// What conmon, the OCI runtime and the clean-up command may know of the user's environment,
  /// beside our own variables.
  private static final Set<String> PASSED_ON =
      Set.of("PATH", "HOME", "JAVA_HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME");

  private static final Duration LONGEST_END = Duration.ofSeconds(10);

  private final ContainerHost host;
  private final OciRuntime runtime;
  private final Conmon conmon;
  private final StateReader states;

  HostTools(ContainerHost host) throws IOException {
    this.host = host;
    List<String> environment = environment();
    this.runtime =
        new OciRuntime(
            HostCapabilities.crun(), host.volatileDirectory().resolve("crun"), environment);
    this.conmon = new Conmon(HostCapabilities.conmon(), environment);
    this.states = StateReader.ofHost();
  }

  OciRuntime runtime() {
    return runtime;
  }

  Conmon conmon() {
    return conmon;
  }

  StateReader states() {
    return states;
  }

  private static List<String> environment() {
    var environment = new ArrayList<>(List.of("LC_ALL=C.UTF-8", "TZ=UTC"));
    System.getenv()
        .forEach((name, value) -> {
          if (PASSED_ON.contains(name) || name.startsWith("SLIPWAY_")) {
            environment.add(name + "=" + value);
          }
        });
    return environment;
  }

  /// Removes the volumes that came with a container which is gone, unless another one uses them.
  void removeAnonymousVolumes(ContainerRecord record) throws IOException {
    for (VolumeRecord volume : record.volumes()) {
      if (volume.anonymous()) {
        try (Lock _ = host.volumes().lock(volume.source())) {
          if (VolumeUsers.of(host.records(), volume.source()).isEmpty()) {
            host.volumes().remove(volume.source());
          }
        }
      }
    }
  }

  /// Takes back what the latest run holds on this host; the container does not run.
  ///
  /// @param run as far as it got; null if it got nowhere
  void takeBack(ContainerFiles files, ContainerRecord record, @Nullable RunRecord run)
      throws IOException, InterruptedException {
    boolean ended = run != null && run.started() && !run.process().alive();
    takeBack(files, ended, networksOf(record));
    removeGroup(ContainerGroups.of(record));
  }

  /// Without those that are no more, and with them all that they gave.
  private List<Network> networksOf(ContainerRecord record) throws IOException {
    List<Network> networks = new ArrayList<>();
    for (Membership membership : record.memberships()) {
      try {
        networks.add(host.networkOf(membership));
      } catch (ContainerException removed) {
        // See above.
      }
    }
    return networks;
  }

  /// A container that sees the host's processes does not take its own with it.
  private static void removeGroup(Optional<ControlGroup> group)
      throws IOException, InterruptedException {
    if (group.isPresent() && group.get().exists()) {
      for (long pid : group.get().processes()) {
        kill(pid);
      }
      group.get().remove();
    }
  }

  private static void kill(long pid) {
    try (PidFd process = PidFd.open(pid)) {
      process.signal(Signals.SIGKILL);
    } catch (LinuxException gone) {
      // That is what was wanted.
    }
  }

  /// Whether the kernel ended a process of the run for want of memory.
  boolean killedForMemory(ContainerRecord record) throws IOException {
    Optional<ControlGroup> group = ContainerGroups.of(record);
    return group.isPresent() && group.get().exists() && group.get().killedForMemory() > 0;
  }

  /// Lets the processes of a container go on, if they were stopped.
  void thaw(ContainerId id) throws IOException, InterruptedException {
    Optional<ContainerRecord> record = host.records().read(id);
    if (record.isPresent() && ContainerGroups.frozen(record.get())) {
      ContainerGroups.of(record.get()).orElseThrow().freeze(false);
    }
  }

  /// Ends whatever runs of a container whose records are damaged, and takes back what it may hold.
  void takeBackUnknown(ContainerFiles files) throws IOException, InterruptedException {
    if (Files.exists(files.volatileDirectory())) {
      runtime.delete(files.id(), false);
      awaitMonitor(files);
    }
    takeBack(files, false, List.of(host.network()));
    removeGroup(ContainerGroups.usual(files.id().hex()));
  }

  /// conmon writes to the container's directories until it ends, soon after the container.
  private static void awaitMonitor(ContainerFiles files) throws IOException {
    try {
      long pid = Long.parseLong(Files.readString(files.monitorPidFile()).strip());
      try (PidFd monitor = PidFd.open(pid)) {
        // A number that another process has by now is not waited for.
        if (Files.readString(Path.of("/proc/" + pid + "/cmdline")).contains(files.id().hex())) {
          monitor.waitExit(LONGEST_END);
        }
      }
    } catch (NoSuchFileException | NumberFormatException | LinuxException gone) {
      // It has ended, or has never been.
    }
  }

  /// @param ended whether its process is known not to live
  /// @param networks what may have given it something
  private void takeBack(ContainerFiles files, boolean ended, List<Network> networks)
      throws IOException, InterruptedException {
    Path directory = files.volatileDirectory();
    if (!Files.exists(directory)) {
      return;
    }
    runtime.delete(files.id(), ended);
    for (Network network : networks) {
      network.release(files.id().hex());
    }
    FileTreeRemoval.remove(directory);
    removeUnused();
  }

  /// Removes what all containers of a store have in common, with the last of them.
  private void removeUnused() throws IOException {
    try {
      Files.deleteIfExists(host.records().volatileDirectories());
      Files.deleteIfExists(runtime.state());
      Files.deleteIfExists(host.volatileDirectory());
    } catch (DirectoryNotEmptyException used) {
      // By other containers.
    }
  }
}
