package dev.slipway.runtime.network;

/// A port of a container that is to be reachable from the host.
///
/// @param hostAddress of the host; `0.0.0.0` for all of IPv4, `::` for all of IPv6
/// @param hostPort 1 to 65535, or 0 for any free one
/// @param containerPort 1 to 65535
public record PortMapping(String hostAddress, int hostPort, int containerPort, Protocol protocol) {
  public static final String EVERY_ADDRESS = "0.0.0.0";
  static final String EVERY_ADDRESS_6 = "::";

  public PortMapping {
    if (hostPort < 0 || hostPort > 65535 || containerPort < 1 || containerPort > 65535) {
      throw new IllegalArgumentException("port out of range: " + hostPort + ":" + containerPort);
    }
  }

  public boolean everyAddress() {
    return hostAddress.equals(EVERY_ADDRESS);
  }

  /// Whether it is one of every address of its kind.
  boolean anyAddress() {
    return everyAddress() || hostAddress.equals(EVERY_ADDRESS_6);
  }

  /// Whether both want the same port of one of the host's addresses.
  boolean collides(PortMapping other) {
    return hostPort == other.hostPort
        && protocol == other.protocol
        && overIpv6() == other.overIpv6()
        && (anyAddress() || other.anyAddress() || hostAddress.equals(other.hostAddress));
  }

  /// Where on the host it is, as users write it.
  String where() {
    return (overIpv6() ? "[" + hostAddress + "]" : hostAddress) + ":" + hostPort;
  }

  /// Whether it is a port of the host's IPv6 addresses.
  boolean overIpv6() {
    return hostAddress.indexOf(':') >= 0;
  }

  /// The same of the host's IPv6 addresses.
  PortMapping asIpv6() {
    return new PortMapping(EVERY_ADDRESS_6, hostPort, containerPort, protocol);
  }

  public PortMapping withHostPort(int port) {
    return new PortMapping(hostAddress, port, containerPort, protocol);
  }

  /// As `ps` shows it: `0.0.0.0:8080->80/tcp`.
  @Override
  public String toString() {
    return where() + "->" + containerPort + "/" + protocol.text();
  }
}
