package dev.slipway.engine.create;

import dev.slipway.runtime.run.NetworkMode;
import dev.slipway.runtime.run.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a new container is to be: `slipway run`'s options, in the user's words.
///
/// @param command empty for the image's own
/// @param entrypoint in place of the image's; a value of `""` is none at all
/// @param environment `NAME=value`; a bare `NAME` takes the image's away
/// @param volumes `/host:/container[:ro]`, or `/container` for an empty one
/// @param mounts `type=bind,source=/host,target=/container`
/// @param tmpfs `/container[:size=64k]`
/// @param volumesFrom containers, `NAME[:ro]`
/// @param settings of the less common options, as the user wrote them
/// @param ports `[address:][host:]container[/protocol]`, ranges too
/// @param publishAll every port that the image exposes, on any free one
/// @param extraHosts `name:address`
public record ContainerRequest(
    String image,
    List<String> command,
    Optional<String> entrypoint,
    Optional<String> name,
    List<String> environment,
    List<String> volumes,
    List<String> ports,
    List<String> exposed,
    boolean publishAll,
    NetworkMode network,
    String workingDirectory,
    String user,
    String hostname,
    String stopSignal,
    Map<String, String> labels,
    List<String> extraHosts,
    boolean terminal,
    boolean stdin,
    boolean autoRemove,
    List<String> mounts,
    List<String> tmpfs,
    List<String> volumesFrom,
    Settings settings) {
  public ContainerRequest {
    command = List.copyOf(command);
    environment = List.copyOf(environment);
    volumes = List.copyOf(volumes);
    ports = List.copyOf(ports);
    exposed = List.copyOf(exposed);
    labels = Map.copyOf(labels);
    extraHosts = List.copyOf(extraHosts);
    mounts = List.copyOf(mounts);
    tmpfs = List.copyOf(tmpfs);
    volumesFrom = List.copyOf(volumesFrom);
  }

  /// Whether ports are to be published that its network has no way to publish.
  public boolean discardsPorts() {
    return network != NetworkMode.BRIDGE && (publishAll || !ports.isEmpty());
  }

  /// A container with nothing special about it.
  public static ContainerRequest of(String image, List<String> command) {
    return new ContainerRequest(
        image,
        command,
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        false,
        NetworkMode.BRIDGE,
        "",
        "",
        "",
        "",
        Map.of(),
        List.of(),
        false,
        false,
        false,
        List.of(),
        List.of(),
        List.of(),
        Settings.NONE);
  }

  /// The same with these ports published, and no others.
  public ContainerRequest withPorts(List<String> published) {
    return new ContainerRequest(
        image,
        command,
        entrypoint,
        name,
        environment,
        volumes,
        published,
        exposed,
        publishAll,
        network,
        workingDirectory,
        user,
        hostname,
        stopSignal,
        labels,
        extraHosts,
        terminal,
        stdin,
        autoRemove,
        mounts,
        tmpfs,
        volumesFrom,
        settings);
  }
}
