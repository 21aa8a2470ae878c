package dev.slipway.runtime.run;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.runtime.Confinement;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.ContainerResources;
import dev.slipway.runtime.DeviceNode;
import dev.slipway.runtime.ResourceLimit;
import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.isolation.AppArmor;
import dev.slipway.runtime.isolation.Capabilities;
import dev.slipway.runtime.isolation.IsolationOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// How far a container is kept from the host, from its settings.
///
/// @param record the container's
/// @param records of the containers whose namespaces it may share
record ContainerIsolation(ContainerRecord record, ContainerRecords records) {
  private static final String OF_CONTAINER = "container:";
  private static final String SHAREABLE = "shareable";

  private Settings settings() {
    return record.settings();
  }

  Confinement confinement() {
    return settings().flag(Setting.PRIVILEGED) ? Confinement.NONE : Confinement.SANDBOX;
  }

  List<String> capabilities() throws IOException {
    if (settings().flag(Setting.PRIVILEGED)) {
      return Capabilities.ofThisProcess();
    }
    return Capabilities.of(settings().list(Setting.CAP_ADD), settings().list(Setting.CAP_DROP));
  }

  IsolationOptions options() throws IOException {
    if (settings().equals(Settings.NONE)) {
      return IsolationOptions.under(AppArmor.usual());
    }
    List<String> security = settings().list(Setting.SECURITY_OPT);
    String ipc = settings().text(Setting.IPC);
    boolean ownMemory = ipc.isEmpty() || ipc.equals("private");
    return new IsolationOptions(
        security.contains("no-new-privileges") || security.contains("no-new-privileges=true"),
        seccomp(security),
        !security.contains("systempaths=unconfined"),
        settings().pairs(Setting.SYSCTL),
        ownMemory,
        namespace(Setting.PID, "pid"),
        namespace(Setting.IPC, "ipc"),
        namespace(Setting.UTS, "uts"),
        settings().has(Setting.OOM_SCORE_ADJ)
            ? Integer.valueOf((int) settings().number(Setting.OOM_SCORE_ADJ))
            : null,
        settings().flag(Setting.READ_ONLY),
        settings().pairs(Setting.ANNOTATION),
        settings().text(Setting.DOMAINNAME),
        UserRange.first(record),
        appArmor(security));
  }

  private @Nullable String appArmor(List<String> security) throws IOException {
    String key = "apparmor=";
    for (String option : security) {
      if (option.startsWith(key)) {
        // Where there is none, nothing is what everything is under.
        return AppArmor.isEnabled() ? option.substring(key.length()) : null;
      }
    }
    return settings().flag(Setting.PRIVILEGED) ? null : AppArmor.usual();
  }

  private static @Nullable String seccomp(List<String> security) {
    for (String option : security) {
      if (option.startsWith("seccomp=")) {
        String value = option.substring("seccomp=".length());
        return switch (value) {
          case "unconfined" -> null;
          case "builtin", "default" -> "";
          default -> value; // The document itself.
        };
      }
    }
    return "";
  }

  /// What each of its processes may use.
  ContainerResources resources() {
    List<ResourceLimit> limits = new ArrayList<>();
    for (String limit : settings().list(Setting.ULIMIT)) {
      limits.add(ResourceLimit.parse(limit));
    }
    return new ContainerResources(settings().number(Setting.SHM_SIZE), limits, null);
  }

  /// What was asked for beside the devices of every container.
  List<DeviceNode> devices() throws IOException {
    List<DeviceNode> nodes = new ArrayList<>();
    for (String device : settings().list(Setting.DEVICE)) {
      nodes.addAll(HostDevice.parse(device).nodes());
    }
    return nodes;
  }

  private String namespace(Setting setting, String type) throws IOException {
    String mode = settings().text(setting);
    if (mode.equals("host")) {
      return mode;
    }
    return mode.startsWith(OF_CONTAINER)
        ? "/proc/" + pid(mode.substring(OF_CONTAINER.length())) + "/ns/" + type
        : "";
  }

  /// The first process of another container, which must run.
  private long pid(String word) throws IOException {
    Container other = records.find(word);
    if (other.state() instanceof ContainerState.Running running) {
      return running.pid();
    }
    throw new ContainerException(
        "cannot join namespace of a non running container: " + other.id().hex(),
        "slipway start " + other.name() + " starts it");
  }

  /// Where `/dev/shm` comes from, if not from memory of its own: one that is to be shared lies
  /// where others find it.
  List<RuntimeMount> sharedMemory() throws IOException {
    String ipc = settings().text(Setting.IPC);
    if (ipc.equals("host")) {
      return List.of(shared(Path.of("/dev/shm")));
    }
    if (ipc.equals(SHAREABLE)) {
      Path own = records.files(record.containerId()).sharedMemory();
      try (DirectoryHandle parent = DirectoryHandle.open(Objects.requireNonNull(own.getParent()))) {
        byte[] name = own.getFileName().toString().getBytes(StandardCharsets.UTF_8);
        boolean _ = parent.makeDirectoryIfMissing(name, 01777);
        parent.setMode(name, 01777);
      }
      return List.of(shared(own));
    }
    if (!ipc.startsWith(OF_CONTAINER)) {
      return List.of();
    }
    Container other = records.find(ipc.substring(OF_CONTAINER.length()));
    if (!other.record().settings().text(Setting.IPC).equals(SHAREABLE)) {
      throw new ContainerException(
          "can't join IPC of container " + other.id() + ": non-shareable IPC",
          "make the other container with --ipc shareable");
    }
    return List.of(shared(records.files(other.id()).sharedMemory()));
  }

  private static RuntimeMount shared(Path source) {
    return new RuntimeMount.Bind(source, "/dev/shm", false);
  }

  /// The network namespace of the container whose network this one shares; null if it has its own.
  @Nullable Path sharedNetwork() throws IOException {
    String network = settings().text(Setting.NETWORK);
    return network.startsWith(OF_CONTAINER)
        ? Path.of("/proc/" + pid(network.substring(OF_CONTAINER.length())) + "/ns/net")
        : null;
  }
}
