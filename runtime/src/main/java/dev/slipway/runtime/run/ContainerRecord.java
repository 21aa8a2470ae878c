package dev.slipway.runtime.run;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a container was created with. It never changes after that, but for the name.
///
/// @param imageName the image as the user named it
/// @param imageId `sha256:...` of the image's config
/// @param layers the image's layers, `sha256:...` of each tar, bottom first
/// @param entrypoint null where neither the image nor the user set one
/// @param command what follows the entrypoint
/// @param stopSignal `SIGTERM`, or what the image or the user chose
/// @param volumes what it sees from outside of its image, in the order of the options
/// @param settings what the less common options say
public record ContainerRecord(
    String id,
    String name,
    Instant created,
    String imageName,
    String imageId,
    List<String> layers,
    @Nullable List<String> entrypoint,
    List<String> command,
    List<String> environment,
    String workingDirectory,
    String user,
    String hostname,
    boolean terminal,
    boolean stdin,
    String stopSignal,
    boolean autoRemove,
    NetworkMode network,
    List<PortRecord> ports,
    List<String> exposedPorts,
    List<VolumeRecord> volumes,
    Map<String, String> labels,
    List<String> extraHosts,
    Settings settings) {
  public ContainerRecord {
    layers = List.copyOf(layers);
    entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    ports = List.copyOf(ports);
    exposedPorts = List.copyOf(exposedPorts);
    volumes = List.copyOf(volumes);
    extraHosts = List.copyOf(extraHosts);
  }

  /// The program and its arguments: entrypoint and command in one.
  public List<String> arguments() {
    var all = new ArrayList<String>();
    if (entrypoint != null) {
      all.addAll(entrypoint);
    }
    all.addAll(command);
    return all;
  }

  /// The network in the words of `--network`.
  public String networkName() {
    String named = settings.text(Setting.NETWORK);
    return named.isEmpty() ? network.word() : named;
  }

  public ContainerId containerId() {
    return new ContainerId(id);
  }
}
