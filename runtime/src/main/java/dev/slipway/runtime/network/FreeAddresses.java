package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The addresses of a bridge's network that nobody has.
///
/// @param records where those are noted that somebody has
/// @param others who lives
record FreeAddresses(Bridge bridge, Path records, List<EndpointRecord> others) {
  FreeAddresses {
    others = List.copyOf(others);
  }

  /// @param wanted empty for the lowest that is free
  /// @throws ContainerException it is taken, or none is free
  Ipv4 choose(String wanted) throws IOException {
    Set<Ipv4> taken = new HashSet<>();
    others.forEach(other -> taken.add(other.address()));
    if (EndpointRecord.count(records) > others.size()) {
      taken.addAll(Neighbours.of(bridge.name())); // A damaged record does not say its address.
    }
    taken.add(bridge.gateway());
    if (!wanted.isEmpty()) {
      Ipv4 address = Ipv4.parse(UserNetworks.address(wanted, bridge.network()));
      if (taken.contains(address)) {
        throw new ContainerException("Address already in use", "choose another --ip");
      }
      return address;
    }
    int addresses = (1 << (32 - bridge.prefix())) - 3;
    for (int i = 1; i <= addresses; i++) {
      Ipv4 candidate = bridge.first().plus(i);
      if (!taken.contains(candidate)) {
        return candidate;
      }
    }
    throw new ContainerException(
        "no free address on " + bridge.name() + " (" + bridge.network() + ")",
        "remove containers that are no longer needed");
  }

  /// Null where the network has no IPv6.
  ///
  /// @param wanted empty for the lowest that is free
  @Nullable Ipv6 choose6(String wanted) {
    Subnet6 range = bridge.range6();
    if (range == null) {
      if (!wanted.isEmpty()) {
        throw new ContainerException(
            "--ip6 " + wanted + ": the network has no IPv6", "make one: network create --ipv6");
      }
      return null;
    }
    Set<Ipv6> taken = new HashSet<>();
    for (EndpointRecord other : others) {
      Ipv6 address = other.address6();
      if (address != null) {
        taken.add(address);
      }
    }
    Ipv6 gateway = bridge.gateway6();
    if (gateway != null) {
      taken.add(gateway);
    }
    if (!wanted.isEmpty()) {
      Ipv6 address = UserNetworks.address6(wanted, range);
      if (taken.contains(address)) {
        throw new ContainerException("Address already in use", "choose another --ip6");
      }
      return address;
    }
    for (long i = 1; ; i++) {
      Ipv6 candidate = range.first().plus(i);
      if (!range.contains(candidate)) {
        throw new ContainerException(
            "no free address on " + bridge.name() + " (" + range + ")",
            "remove containers that are no longer needed");
      }
      if (!taken.contains(candidate)) {
        return candidate;
      }
    }
  }
}
