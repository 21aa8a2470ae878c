package dev.slipway.engine;

import dev.slipway.image.spec.GoTime;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ContainerRecord;
import dev.slipway.runtime.run.ContainerState;
import dev.slipway.runtime.run.NetworkMode;
import dev.slipway.runtime.run.PortRecord;
import dev.slipway.runtime.run.RunRecord;
import dev.slipway.runtime.run.VolumeRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `docker container inspect`'s JSON, as far as there is something to say: its members, in its
/// order.
final class ContainerInspection {
  private static final String ZERO_TIME = "0001-01-01T00:00:00Z";
  private static final int UNKNOWN_EXIT = 255;

  private final Container container;
  private final ContainerRecord record;
  private final Path directory;

  /// @param directory the container's own
  ContainerInspection(Container container, Path directory) {
    this.container = container;
    this.record = container.record();
    this.directory = directory;
  }

  SequencedMap<String, @Nullable Object> document() {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    List<String> arguments = record.arguments();
    json.put("Id", record.id());
    json.put("Created", time(record.created()));
    json.put("Path", arguments.getFirst());
    json.put("Args", arguments.subList(1, arguments.size()));
    json.put("State", state());
    json.put("Image", record.imageId());
    json.put("ResolvConfPath", directory.resolve("resolv.conf").toString());
    json.put("HostnamePath", directory.resolve("hostname").toString());
    json.put("HostsPath", directory.resolve("hosts").toString());
    json.put("LogPath", directory.resolve("log").toString());
    json.put("Name", "/" + record.name());
    json.put("RestartCount", 0L);
    json.put("Driver", "overlayfs");
    json.put("Platform", "linux");
    json.put("HostConfig", hostConfig());
    json.put("Mounts", mounts());
    json.put("Config", config());
    json.put("NetworkSettings", networkSettings());
    return json;
  }

  private static String time(@Nullable Instant time) {
    String text = GoTime.format(time);
    return text == null ? ZERO_TIME : text;
  }

  private SequencedMap<String, @Nullable Object> state() {
    ContainerState state = container.state();
    RunRecord run = container.run();
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Status", state.word());
    json.put("Running", container.running());
    json.put("Paused", false);
    json.put("Restarting", false);
    json.put("OOMKilled", false);
    json.put("Dead", false);
    json.put("Pid", state instanceof ContainerState.Running running ? running.pid() : 0L);
    json.put("ExitCode", exitCode(state));
    json.put("Error", error(state));
    json.put("StartedAt", run == null || !run.started() ? ZERO_TIME : time(run.startedAt()));
    json.put(
        "FinishedAt",
        state instanceof ContainerState.Exited exited ? time(exited.at()) : ZERO_TIME);
    return json;
  }

  private static long exitCode(ContainerState state) {
    return state instanceof ContainerState.Exited exited
        ? exited.exitCode().orElse(UNKNOWN_EXIT)
        : 0;
  }

  private static String error(ContainerState state) {
    return switch (state) {
      case ContainerState.Created(var why) -> why == null ? "" : why;
      case ContainerState.Running _ -> "";
      case ContainerState.Exited exited ->
          exited.exitCode().isPresent()
              ? ""
              : "the exit code is unknown: nobody saw how the container ended";
    };
  }

  private SequencedMap<String, @Nullable Object> hostConfig() {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put(
        "Binds",
        record.volumes().isEmpty()
            ? null
            : record.volumes().stream().map(ContainerInspection::bind).toList());
    json.put("NetworkMode", record.network().word());
    json.put("PortBindings", portBindings(record.ports()));
    json.put("AutoRemove", record.autoRemove());
    json.put("ExtraHosts", record.extraHosts().isEmpty() ? null : record.extraHosts());
    return json;
  }

  private static String bind(VolumeRecord volume) {
    return volume.source() + ":" + volume.target() + (volume.readOnly() ? ":ro" : "");
  }

  private static SequencedMap<String, @Nullable Object> portBindings(List<PortRecord> ports) {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    var byPort = new TreeMap<String, List<Object>>();
    for (PortRecord port : ports) {
      SequencedMap<String, @Nullable Object> binding = new LinkedHashMap<>();
      binding.put("HostIp", port.hostAddress());
      binding.put("HostPort", port.hostPort() == 0 ? "" : Integer.toString(port.hostPort()));
      byPort
          .computeIfAbsent(port.containerPort() + "/" + port.protocol(), _ -> new ArrayList<>())
          .add(binding);
    }
    json.putAll(byPort);
    return json;
  }

  private List<Object> mounts() {
    List<Object> mounts = new ArrayList<>();
    for (VolumeRecord volume : record.volumes()) {
      mounts.add(mount("bind", volume.source(), volume.target(), !volume.readOnly()));
    }
    for (int i = 0; i < record.anonymousVolumes().size(); i++) {
      String source = directory.resolve("volumes").resolve(Integer.toString(i)).toString();
      mounts.add(mount("volume", source, record.anonymousVolumes().get(i), true));
    }
    return mounts;
  }

  private static SequencedMap<String, @Nullable Object> mount(
      String type, String source, String target, boolean writable) {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Type", type);
    json.put("Source", source);
    json.put("Destination", target);
    json.put("Mode", writable ? "" : "ro");
    json.put("RW", writable);
    json.put("Propagation", type.equals("bind") ? "rprivate" : "");
    return json;
  }

  private SequencedMap<String, @Nullable Object> config() {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Hostname", record.hostname());
    json.put("Domainname", "");
    json.put("User", record.user());
    json.put("ExposedPorts", record.exposedPorts().isEmpty() ? null : set(record.exposedPorts()));
    json.put("Tty", record.terminal());
    json.put("OpenStdin", record.stdin());
    json.put("Env", record.environment());
    json.put("Cmd", record.command().isEmpty() ? null : record.command());
    json.put("Image", record.imageName());
    json.put(
        "Volumes", record.anonymousVolumes().isEmpty() ? null : set(record.anonymousVolumes()));
    json.put("WorkingDir", record.workingDirectory());
    json.put("Entrypoint", record.entrypoint());
    json.put("Labels", new TreeMap<>(record.labels()));
    json.put("StopSignal", record.stopSignal());
    return json;
  }

  private static SequencedMap<String, @Nullable Object> set(List<String> names) {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    names.forEach(name -> json.put(name, new LinkedHashMap<>()));
    return json;
  }

  private SequencedMap<String, @Nullable Object> networkSettings() {
    RunRecord run = container.running() ? container.run() : null;
    String address = run == null || run.address() == null ? "" : run.address();
    String gateway = run == null || run.gateway() == null ? "" : run.gateway();
    SequencedMap<String, @Nullable Object> network = new LinkedHashMap<>();
    network.put("IPAddress", address);
    network.put("Gateway", gateway);
    SequencedMap<String, @Nullable Object> networks = new LinkedHashMap<>();
    networks.put(record.network().word(), network);
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Ports", portBindings(container.publishedPorts()));
    json.put("Gateway", record.network() == NetworkMode.BRIDGE ? gateway : "");
    json.put("IPAddress", address);
    json.put("Networks", networks);
    return json;
  }
}
