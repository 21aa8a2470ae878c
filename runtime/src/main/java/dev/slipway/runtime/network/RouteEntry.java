package dev.slipway.runtime.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A line of the kernel's IPv4 routing table (`/proc/net/route`; addresses are little-endian
/// hexadecimal there).
record RouteEntry(String link, Ipv4 destination, int prefix) {
  static List<RouteEntry> all() throws IOException {
    return parse(Files.readAllLines(Path.of("/proc/net/route")));
  }

  static List<RouteEntry> parse(List<String> lines) {
    List<RouteEntry> routes = new ArrayList<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String[] words = line.strip().split("\\s+");
      if (words.length >= 8) {
        routes.add(
            new RouteEntry(
                words[0], new Ipv4(number(words[1])), Integer.bitCount(number(words[7]))));
      }
    }
    return routes;
  }

  private static int number(String hexadecimal) {
    return Integer.reverseBytes(Integer.parseUnsignedInt(hexadecimal, 16));
  }
}
