package dev.slipway.runtime.network;

import java.util.List;

/// What a container is to have on one bridge.
///
/// @param outward whether its way to everywhere else is over this network; its ports are published
///   there then
/// @param names by which others on the network find it
/// @param nameServers whom to ask for other names; empty for those of the host
public record EndpointRequest(
    String id,
    Membership membership,
    List<PortMapping> ports,
    boolean outward,
    List<String> names,
    List<String> nameServers) {
  public EndpointRequest {
    ports = List.copyOf(ports);
    names = List.copyOf(names);
    nameServers = List.copyOf(nameServers);
  }

  /// On a host's default network.
  static EndpointRequest of(String id, List<PortMapping> ports) {
    return new EndpointRequest(
        id, Membership.of(Membership.DEFAULT), ports, true, List.of(), List.of());
  }
}
