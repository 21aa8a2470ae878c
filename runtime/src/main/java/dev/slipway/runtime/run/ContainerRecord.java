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
/// @param anonymousVolumes directories of the image's `VOLUME`s, in the order of their directories
///   below the container's own
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
    List<String> anonymousVolumes,
    Map<String, String> labels,
    List<String> extraHosts) {
  public ContainerRecord {
    layers = List.copyOf(layers);
    entrypoint = entrypoint == null ? null : List.copyOf(entrypoint);
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    ports = List.copyOf(ports);
    exposedPorts = List.copyOf(exposedPorts);
    volumes = List.copyOf(volumes);
    anonymousVolumes = List.copyOf(anonymousVolumes);
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

  public ContainerId containerId() {
    return new ContainerId(id);
  }
}
