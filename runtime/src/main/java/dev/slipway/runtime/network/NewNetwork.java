package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import java.util.List;
import java.util.Map;

/// A network that a user wants to have.
///
/// @param subnets at most one of IPv4 and one of IPv6; what is not there is chosen
/// @param gateways the host's addresses on it, in the same way
/// @param internal whether it leads nowhere but to its own containers
public record NewNetwork(
    String name,
    List<String> subnets,
    List<String> gateways,
    boolean ipv6,
    boolean internal,
    Map<String, String> labels) {
  /// @throws ContainerException there are addresses of IPv6 for a network without
  public NewNetwork {
    subnets = List.copyOf(subnets);
    gateways = List.copyOf(gateways);
    labels = Map.copyOf(labels);
    if (!ipv6 && !(only(subnets, true) + only(gateways, true)).isEmpty()) {
      throw new ContainerException(
          "invalid subnet "
              + only(subnets, true)
              + only(gateways, true)
              + ": IPv6 is not enabled for the network",
          "add --ipv6",
          1,
          null);
    }
  }

  private static String only(List<String> texts, boolean six) {
    String found = "";
    for (String text : texts) {
      if (text.indexOf(':') >= 0 == six) {
        if (!found.isEmpty()) {
          throw new ContainerException(
              "a network has one range of addresses of a kind, not " + found + " and " + text,
              "make another network",
              1,
              null);
        }
        found = text;
      }
    }
    return found;
  }

  String subnet() {
    return only(subnets, false);
  }

  String subnet6() {
    return only(subnets, true);
  }

  String gateway() {
    return only(gateways, false);
  }

  String gateway6() {
    return only(gateways, true);
  }
}
