package dev.slipway.engine.create;

import dev.slipway.runtime.run.NetworkMode;
import java.util.List;

/// How a new container is reached, and what it knows of others.
///
/// @param ports `[address:][host:]container[/protocol]`, ranges too
/// @param exposed ports that are not published for that
/// @param publishAll every port that is exposed, on any free one
/// @param hostname empty for the beginning of its ID
/// @param extraHosts `name:address`
public record NetworkSettings(
    NetworkMode mode,
    List<String> ports,
    List<String> exposed,
    boolean publishAll,
    String hostname,
    List<String> extraHosts) {
  /// On the default network, with no port published.
  public static final NetworkSettings DEFAULT =
      new NetworkSettings(NetworkMode.BRIDGE, List.of(), List.of(), false, "", List.of());

  public NetworkSettings {
    ports = List.copyOf(ports);
    exposed = List.copyOf(exposed);
    extraHosts = List.copyOf(extraHosts);
  }

  /// Whether ports are to be published that this network has no way to publish.
  public boolean discardsPorts() {
    return mode != NetworkMode.BRIDGE && (publishAll || !ports.isEmpty());
  }

  /// The same with these ports published, and no others.
  public NetworkSettings withPorts(List<String> published) {
    return new NetworkSettings(mode, published, exposed, publishAll, hostname, extraHosts);
  }
}
