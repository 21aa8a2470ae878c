package dev.slipway.runtime.network;

/// A running container's place on one network.
///
/// @param device its name inside
/// @param address6 empty where the network has no IPv6, as `gateway6`
/// @param outward whether the way to everywhere else is over this network
public record NetworkLink(
    String network,
    String device,
    String address,
    int prefix,
    String gateway,
    String address6,
    int prefix6,
    String gateway6,
    String mac,
    boolean outward) {
  /// With IPv4 alone.
  static NetworkLink of(String network, String address, int prefix, String gateway) {
    return new NetworkLink(network, "eth0", address, prefix, gateway, "", 0, "", "", true);
  }

  public NetworkLink withOutward(boolean value) {
    return new NetworkLink(
        network, device, address, prefix, gateway, address6, prefix6, gateway6, mac, value);
  }
}
