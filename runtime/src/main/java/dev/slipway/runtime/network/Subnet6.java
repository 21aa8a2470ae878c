package dev.slipway.runtime.network;

import dev.slipway.linux.KernelRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A range of IPv6 addresses, as in `fd00:1::/64`.
record Subnet6(Ipv6 first, int prefix) {
  private static final int USUAL_PREFIX = 64;

  /// `fd00::/8`, whose next forty bits whoever makes a network draws (RFC 4193).
  private static final long LOCAL = 0xfdL << 56;

  private static final long DRAWN = 0x00ff_ffff_ffff_0000L;

  Subnet6 {
    first = first.network(prefix);
  }

  /// Null for a text that is none, or one without room for a host and a container.
  static @Nullable Subnet6 parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0 || !Ipv6.isAddress(text.substring(0, slash))) {
      return null;
    }
    try {
      int prefix = Integer.parseInt(text.substring(slash + 1));
      return prefix < 8 || prefix > 125
          ? null
          : new Subnet6(Ipv6.parse(text.substring(0, slash)), prefix);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /// One that nobody has: drawn, as the addresses of such networks are.
  static Subnet6 drawn(List<Subnet6> used) {
    KernelRandom random = KernelRandom.source();
    while (true) {
      var drawn = new Subnet6(new Ipv6(LOCAL | (random.nextLong() & DRAWN), 0), USUAL_PREFIX);
      if (used.stream().noneMatch(drawn::overlaps)) {
        return drawn;
      }
    }
  }

  boolean contains(Ipv6 address) {
    return first.sharesPrefix(address, prefix);
  }

  boolean overlaps(Subnet6 other) {
    return first.sharesPrefix(other.first, Math.min(prefix, other.prefix));
  }

  @Override
  public String toString() {
    return first + "/" + prefix;
  }
}
