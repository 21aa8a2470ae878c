package dev.slipway.runtime.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Whom the host has seen on a bridge lately: somebody may have an address of whom no record tells.
final class Neighbours {
  private static final Path TABLE = Path.of("/proc/net/arp");
  private static final int FLAGS = 2;
  private static final int DEVICE = 5;

  private Neighbours() {}

  static Set<Ipv4> of(String bridge) throws IOException {
    return parse(Files.readAllLines(TABLE), bridge);
  }

  /// @param lines of `/proc/net/arp`, with its heading
  static Set<Ipv4> parse(List<String> lines, String bridge) {
    Set<Ipv4> neighbours = new HashSet<>();
    for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
      String[] words = line.split("\\s+", -1);
      boolean complete = words.length > DEVICE && !words[FLAGS].equals("0x0");
      if (complete && words[DEVICE].equals(bridge) && Ipv4.isAddress(words[0])) {
        neighbours.add(Ipv4.parse(words[0]));
      }
    }
    return neighbours;
  }
}
