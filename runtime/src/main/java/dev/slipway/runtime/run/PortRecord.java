package dev.slipway.runtime.run;

/// A published port.
///
/// @param hostPort 0 for any free one
/// @param protocol `tcp` or `udp`
public record PortRecord(String hostAddress, int hostPort, int containerPort, String protocol) {
  /// As in `0.0.0.0:8080`: an address of IPv6 is in brackets.
  public String host() {
    return hostAddress.indexOf(':') < 0 ? hostAddress : "[" + hostAddress + "]";
  }
}
