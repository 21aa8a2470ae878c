package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Which ports of the host a container on a bridge gets: the host has each of them once, whatever
/// network asks for it.
///
/// @param state the records of all networks of the host
/// @param records those of this network
/// @param network its name
record PortReservation(Path state, Path records, String network, Bridge bridge) {
  /// A port of every IPv4 address is one of every IPv6 address too, where the network has those.
  ///
  /// @param others who is on this network
  /// @throws ContainerException a port is taken, or is one of IPv6 and the network has none
  List<PortMapping> reserve(List<PortMapping> wanted, List<EndpointRecord> others)
      throws IOException {
    if (bridge.gateway6() == null) {
      refuseIpv6(wanted, network);
    }
    refuseLoopback(wanted);
    List<PortMapping> published = published(others);
    List<PortMapping> ports = new ArrayList<>(HostPorts.reserve(wanted, published));
    if (bridge.gateway6() != null) {
      for (PortMapping port : List.copyOf(ports)) {
        PortMapping ipv6 = port.asIpv6();
        if (port.everyAddress() && !ports.contains(ipv6)) {
          HostPorts.requireUnpublished(ipv6, published);
          ports.add(ipv6);
        }
      }
    }
    return ports;
  }

  /// As [#reserve], of those ports that the network can have.
  List<PortMapping> reservePossible(List<PortMapping> wanted, List<EndpointRecord> others)
      throws IOException {
    boolean ipv6 = bridge.gateway6() != null;
    return reserve(wanted.stream().filter(port -> ipv6 || !port.overIpv6()).toList(), others);
  }

  /// Nothing here carries IPv6 to an address of IPv4: translation of addresses keeps the protocol.
  static void refuseIpv6(List<PortMapping> wanted, String network) {
    for (PortMapping port : wanted) {
      if (port.overIpv6()) {
        throw new ContainerException(
            "cannot publish " + port.where() + ": the network " + network + " has no IPv6",
            "make one that has it (slipway network create --ipv6 NAME, as root) and run with"
                + " --network NAME, or publish on an IPv4 address");
      }
    }
  }

  /// The answers of a container are for `::1` again as soon as they have been through the firewall,
  /// and the kernel drops what comes for that over a bridge.
  private static void refuseLoopback(List<PortMapping> wanted) throws IOException {
    String loopback = Ipv6.LOOPBACK.toString();
    for (PortMapping port : wanted) {
      if (port.hostAddress().equals(loopback) && Ipv6Settings.bridgesAreFiltered()) {
        throw new ContainerException(
            "cannot publish "
                + port.where()
                + ": this host sends what crosses a bridge through its firewall before it is received",
            "turn that off (sysctl -w net.bridge.bridge-nf-call-ip6tables=0; Docker turns it on),"
                + " or publish on another address of the host");
      }
    }
  }

  /// What containers of this and of the host's other networks publish.
  private List<PortMapping> published(List<EndpointRecord> others) throws IOException {
    List<PortMapping> ports = new ArrayList<>();
    others.forEach(other -> ports.addAll(other.ports()));
    for (Path directory : EndpointRecord.directories(state)) {
      if (!directory.equals(records)) {
        for (EndpointRecord record : EndpointRecord.all(directory)) {
          if (record.alive()) {
            ports.addAll(record.ports());
          }
        }
      }
    }
    return ports;
  }
}
