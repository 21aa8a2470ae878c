package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The host's end of the default network: a Linux bridge that holds the gateway's address.
///
/// @param link as the kernel knows it; its size of packets is the way out's own, since the network
///   beyond may take less than Ethernet's 1500 bytes
/// @param gateway its address, the first of the network
/// @param prefix bits of the network's mask
/// @param gateway6 its IPv6 address; null where the network has none, and then `range6` is too
record Bridge(
    String name,
    Links.Link link,
    Ipv4 gateway,
    int prefix,
    @Nullable Ipv6 gateway6,
    @Nullable Subnet6 range6) {
  static final int PREFIX = 16;

  /// The kernel's word for an address that somebody set.
  private static final String GIVEN = "3";

  /// The bridge as it stands, or a new one on a network that nobody here uses. Call under the
  /// host's lock.
  static Bridge ensure(Links links, String name) throws IOException {
    return ensure(links, name, null);
  }

  /// @param network whose addresses a new bridge has; null for any that are free
  static Bridge ensure(Links links, String name, @Nullable UserNetwork network) throws IOException {
    Ipv6 gateway6 = network == null ? null : network.hostAddress6();
    Subnet6 range6 = network == null ? null : network.range6();
    Links.Link link = links.find(name);
    if (link != null) {
      Links.Address address = links.address(link);
      if (address != null) {
        fixHardwareAddress(links, name, address.address());
        return new Bridge(name, link, address.address(), address.prefix(), gateway6, range6);
      }
    }
    Ipv4 gateway = network == null ? freeNetwork(used()).plus(1) : Ipv4.parse(network.gateway());
    int prefix = network == null ? PREFIX : network.prefix();
    link = link == null ? links.addBridge(name, mtuOfDefaultRoute(links)) : link;
    fixHardwareAddress(links, name, gateway);
    links.addAddress(link, gateway, prefix);
    if (gateway6 != null && range6 != null) {
      Ipv6Settings.enable(name);
      links.addAddress(link, gateway6, range6.prefix());
    }
    links.up(name);
    if (gateway6 != null) {
      links.addLoopbackRoute(link);
    }
    openForwarding(name);
    if (gateway6 != null) {
      Ipv6Settings.openForwarding();
    }
    return new Bridge(name, link, gateway, prefix, gateway6, range6);
  }

  /// A bridge without an address of its own has the lowest of its ports', another one whenever a
  /// container comes or goes. What a container sends to the one before is flooded, and where
  /// bridged packets are filtered as well the kernel drops what it knows of the connection: it
  /// hangs for good.
  private static void fixHardwareAddress(Links links, String name, Ipv4 gateway)
      throws IOException {
    Path kind = Path.of("/sys/class/net", name, "addr_assign_type");
    if (!Files.exists(kind) || !Files.readString(kind).strip().equals(GIVEN)) {
      links.setHardwareAddress(name, MacAddress.of(gateway).bytes());
    }
  }

  String network() {
    return first() + "/" + prefix;
  }

  /// The network's own number; the address after it is the first that somebody can have.
  Ipv4 first() {
    return new Ipv4(gateway.value() & (-1 << (32 - prefix)));
  }

  private static void openForwarding(String name) throws IOException {
    // Packets from the host's loopback that are sent on to a container keep their 127/8 destination
    // until they are translated.
    Files.writeString(Path.of("/proc/sys/net/ipv4/conf", name, "route_localnet"), "1");
    Path forwarding = Path.of("/proc/sys/net/ipv4/ip_forward");
    if (Files.readString(forwarding).startsWith("0")) {
      Files.writeString(forwarding, "1");
    }
  }

  /// The first of 172.17.0.0/16 to 172.31.0.0/16 that overlaps no network in use.
  static Ipv4 freeNetwork(List<Used> used) {
    for (int second = 17; second < 32; second++) {
      Ipv4 candidate = Ipv4.parse("172." + second + ".0.0");
      if (used.stream()
          .noneMatch(u -> u.address.sharesPrefix(candidate, Math.min(u.prefix, PREFIX)))) {
        return candidate;
      }
    }
    throw new ContainerException(
        "no free network for a bridge: 172.17.0.0/16 to 172.31.0.0/16 are all in use",
        "remove an unused bridge or route, or use --network=host");
  }

  /// An address of this host, or a route, with its length.
  record Used(Ipv4 address, int prefix) {}

  static List<Used> used() throws IOException {
    List<Used> used = new ArrayList<>();
    for (NetworkInterface link : NetworkInterface.networkInterfaces().toList()) {
      for (InterfaceAddress address : link.getInterfaceAddresses()) {
        Ipv4 ipv4 = ipv4(address.getAddress());
        if (ipv4 != null) {
          used.add(new Used(ipv4, address.getNetworkPrefixLength()));
        }
      }
    }
    for (RouteEntry route : RouteEntry.all()) {
      if (route.prefix() > 0) {
        used.add(new Used(route.destination(), route.prefix()));
      }
    }
    return used;
  }

  private static int mtuOfDefaultRoute(Links links) throws IOException {
    for (RouteEntry route : RouteEntry.all()) {
      Links.Link link = route.prefix() == 0 ? links.find(route.link()) : null;
      if (link != null) {
        return link.mtu();
      }
    }
    return 1500;
  }

  private static @Nullable Ipv4 ipv4(InetAddress address) {
    return address.getAddress().length == 4 ? Ipv4.parse(address.getHostAddress()) : null;
  }
}
