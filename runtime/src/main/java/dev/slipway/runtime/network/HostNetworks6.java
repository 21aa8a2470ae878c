package dev.slipway.runtime.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Where the host has IPv6 routes to (`/proc/net/ipv6_route`: network and length in hexadecimal
/// lead each line).
final class HostNetworks6 {
  private static final Path ROUTES = Path.of("/proc/net/ipv6_route");
  private static final int DIGITS = 16;

  /// Routes to all of the Internet, to links and to groups take no network away from anybody.
  private static final int LEAST_PREFIX = 8;

  private static final long LINK_LOCAL = 0xfe80L << 48;
  private static final long GROUPS = 0xffL << 56;

  private HostNetworks6() {}

  static List<Subnet6> used() throws IOException {
    try {
      return parse(Files.readAllLines(ROUTES));
    } catch (NoSuchFileException noIpv6) {
      return List.of();
    }
  }

  static List<Subnet6> parse(List<String> lines) {
    List<Subnet6> networks = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" +", 3);
      long high = Long.parseUnsignedLong(words[0].substring(0, DIGITS), 16);
      long low = Long.parseUnsignedLong(words[0].substring(DIGITS), 16);
      int prefix = Integer.parseInt(words[1], 16);
      if (prefix > LEAST_PREFIX && high != LINK_LOCAL && (high & GROUPS) != GROUPS) {
        networks.add(new Subnet6(new Ipv6(high, low), prefix));
      }
    }
    return networks;
  }
}
