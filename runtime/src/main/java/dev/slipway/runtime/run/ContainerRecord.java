package dev.slipway.runtime.run;

import dev.slipway.runtime.network.Membership;
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
    List<Membership> memberships = memberships();
    if (!memberships.isEmpty()) {
      return memberships.getFirst().network();
    }
    return network == NetworkMode.CONTAINER ? named : noNetwork();
  }

  private String noNetwork() {
    return network == NetworkMode.HOST ? network.word() : NetworkMode.NONE.word();
  }

  /// The networks that it is to be on, the first of which it was made with; empty for one that has
  /// no network of its own, or was taken off all of them.
  public List<Membership> memberships() {
    if (network != NetworkMode.BRIDGE) {
      return List.of();
    }
    List<String> named = settings.list(Setting.NETWORK);
    if (named.isEmpty()) {
      return List.of(Membership.of(Membership.DEFAULT));
    }
    return named.equals(List.of(NetworkMode.NONE.word()))
        ? List.of()
        : named.stream().map(Membership::parse).toList();
  }

  ContainerRecord withSettings(Settings value) {
    return new ContainerRecord(
        id,
        name,
        created,
        imageName,
        imageId,
        layers,
        entrypoint,
        command,
        environment,
        workingDirectory,
        user,
        hostname,
        terminal,
        stdin,
        stopSignal,
        autoRemove,
        network,
        ports,
        exposedPorts,
        volumes,
        labels,
        extraHosts,
        value);
  }

  public ContainerId containerId() {
    return new ContainerId(id);
  }
}
