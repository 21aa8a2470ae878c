package dev.slipway.engine.inspect;

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
public final class ContainerInspection {
  private static final String ZERO_TIME = "0001-01-01T00:00:00Z";
  private static final int UNKNOWN_EXIT = 255;

  private final Container container;
  private final ContainerRecord record;
  private final Path directory;
  private final int restarts;

  /// @param directory the container's own
  /// @param restarts how often it was restarted
  public ContainerInspection(Container container, Path directory, int restarts) {
    this.restarts = restarts;
    this.container = container;
    this.record = container.record();
    this.directory = directory;
  }

  public SequencedMap<String, @Nullable Object> document() {
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
    json.put("RestartCount", (long) restarts);
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
    json.put("Paused", state instanceof ContainerState.Running running && running.paused());
    json.put("Restarting", state instanceof ContainerState.Restarting);
    json.put(
        "OOMKilled", state instanceof ContainerState.Exited exited && exited.killedForMemory());
    json.put("Dead", false);
    json.put("Pid", state instanceof ContainerState.Running running ? running.pid() : 0L);
    json.put("ExitCode", exitCode(state));
    json.put("Error", error(state));
    json.put("StartedAt", run == null || !run.started() ? ZERO_TIME : time(run.startedAt()));
    json.put(
        "FinishedAt",
        state instanceof ContainerState.Exited exited ? time(exited.at()) : ZERO_TIME);
    HealthInspection.put(json, container.health());
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
      case ContainerState.Running _, ContainerState.Restarting _ -> "";
      case ContainerState.Exited exited ->
          exited.exitCode().isPresent()
              ? ""
              : "the exit code is unknown: nobody saw how the container ended";
    };
  }

  private SequencedMap<String, @Nullable Object> hostConfig() {
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Binds", binds().isEmpty() ? null : binds());
    json.put("NetworkMode", record.networkName());
    json.put("PortBindings", portBindings(record.ports()));
    json.put("AutoRemove", record.autoRemove());
    json.put("ExtraHosts", record.extraHosts().isEmpty() ? null : record.extraHosts());
    HostConfigSettings.put(json, record.settings());
    return json;
  }

  private List<String> binds() {
    return record.volumes().stream()
        .filter(volume -> !volume.anonymous())
        .filter(volume ->
            volume.kind() == VolumeRecord.Kind.BIND || volume.kind() == VolumeRecord.Kind.VOLUME)
        .map(ContainerInspection::bind)
        .toList();
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
      mounts.add(mount(volume));
    }
    return mounts;
  }

  private SequencedMap<String, @Nullable Object> mount(VolumeRecord volume) {
    boolean named = volume.kind() == VolumeRecord.Kind.VOLUME;
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Type", volume.kind().word());
    if (named) {
      json.put("Name", volume.source());
    }
    json.put("Source", named ? volumeDirectory(volume.source()) : volume.source());
    json.put("Destination", volume.target());
    if (named) {
      json.put("Driver", "local");
    }
    json.put("Mode", volume.readOnly() ? "ro" : "");
    json.put("RW", !volume.readOnly());
    String propagation = volume.option("propagation");
    boolean bind = volume.kind() == VolumeRecord.Kind.BIND;
    json.put("Propagation", bind ? propagation == null ? "rprivate" : propagation : "");
    return json;
  }

  /// The container's own directory is `ROOT/containers/ID`.
  private String volumeDirectory(String name) {
    return directory.resolve("../../volumes").resolve(name).resolve("_data").normalize().toString();
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
    json.put("Volumes", anonymous().isEmpty() ? null : set(anonymous()));
    json.put("WorkingDir", record.workingDirectory());
    json.put("Entrypoint", record.entrypoint());
    json.put("Labels", new TreeMap<>(record.labels()));
    json.put("StopSignal", record.stopSignal());
    return json;
  }

  private List<String> anonymous() {
    return record.volumes().stream()
        .filter(VolumeRecord::anonymous)
        .map(VolumeRecord::target)
        .toList();
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
    SequencedMap<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("Ports", portBindings(container.publishedPorts()));
    json.put("Gateway", record.network() == NetworkMode.BRIDGE ? gateway : "");
    json.put("IPAddress", address);
    json.put(
        "MacAddress", run == null || run.links().isEmpty() ? "" : run.links().getFirst().mac());
    json.put("Networks", NetworkInspection.networks(record, run));
    return json;
  }
}
