package dev.slipway.runtime.network;

import java.io.IOException;
import java.util.List;

/// What is done to the links of a container in its own namespace, on the thread that is in it:
/// nothing but calls to the kernel.
final class InsideLinks {
  private InsideLinks() {}

  /// Gives a container's end of its link the addresses that it has.
  ///
  /// @param linkLocal further ones, of the link alone
  static boolean configure(
      EndpointRecord endpoint, Bridge bridge, String device, List<String> linkLocal)
      throws IOException {
    try (Links links = Links.open()) {
      Links.Link link = links.find(device);
      if (link == null) {
        throw new IOException("the container's end of " + endpoint.link() + " is gone");
      }
      links.up("lo");
      links.addAddress(link, endpoint.address(), bridge.prefix());
      Ipv6 address6 = endpoint.address6();
      Subnet6 range6 = bridge.range6();
      if (address6 != null && range6 != null) {
        Ipv6Settings.enable(device);
        links.addAddress(link, address6, range6.prefix());
      }
      for (String text : linkLocal) {
        if (Ipv4.isAddress(text)) {
          links.addAddress(link, Ipv4.parse(text), Membership.LINK_LOCAL_PREFIX);
        } else {
          Ipv6Settings.enable(device);
          links.addAddress(link, Ipv6.parse(text), Membership.LINK_LOCAL_PREFIX_6);
        }
      }
      links.up(device);
      return true;
    }
  }

  /// Makes a bridge the way to everywhere else.
  static boolean route(Bridge bridge) throws IOException {
    try (Links links = Links.open()) {
      links.addDefaultRoute(bridge.gateway());
      Ipv6 gateway6 = bridge.gateway6();
      if (gateway6 != null) {
        links.addDefaultRoute(gateway6);
      }
      return true;
    }
  }

  static boolean unroute(Bridge bridge) throws IOException {
    try (Links links = Links.open()) {
      links.removeDefaultRoute(bridge.gateway());
      Ipv6 gateway6 = bridge.gateway6();
      if (gateway6 != null) {
        links.removeDefaultRoute(gateway6);
      }
      return true;
    }
  }
}
