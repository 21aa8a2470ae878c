package dev.slipway.runtime.network;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/// An IPv6 address as the two numbers that it is.
record Ipv6(long high, long low) {
  static final Ipv6 LOOPBACK = new Ipv6(0, 1);
  private static final int BITS = 64;
  private static final int GROUPS = 8;

  /// @throws IllegalArgumentException the text is no such address
  static Ipv6 parse(String text) {
    byte[] bytes =
        text.indexOf(':') < 0 || text.indexOf('%') >= 0
            ? new byte[0]
            : InetAddress.ofLiteral(text).getAddress();
    if (bytes.length != 16) {
      throw new IllegalArgumentException("not an IPv6 address: " + text);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Ipv6(buffer.getLong(), buffer.getLong());
  }

  static boolean isAddress(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  Ipv6 plus(long offset) {
    return new Ipv6(high, low + offset);
  }

  /// The network's own number: the address without what follows its first `prefix` bits.
  Ipv6 network(int prefix) {
    return new Ipv6(high & mask(prefix), low & mask(prefix - BITS));
  }

  private static long mask(int bits) {
    return bits <= 0 ? 0 : bits >= BITS ? -1 : -1L << (BITS - bits);
  }

  /// Whether both are in the same network of `prefix` bits.
  boolean sharesPrefix(Ipv6 other, int prefix) {
    return network(prefix).equals(other.network(prefix));
  }

  byte[] bytes() {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  /// In the short form of RFC 5952: the longest run of zeros, of two at least, is `::`.
  @Override
  public String toString() {
    ByteBuffer groups = ByteBuffer.wrap(bytes());
    int start = -1;
    int longest = 1;
    for (int i = 0; i < GROUPS; i++) {
      int length = zeros(groups, i);
      if (length > longest) {
        start = i;
        longest = length;
      }
    }
    var text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == start) {
        text.append("::");
        i += longest - 1;
      } else {
        if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
          text.append(':');
        }
        text.append(Integer.toHexString(groups.getShort(2 * i) & 0xffff));
      }
    }
    return text.toString();
  }

  private static int zeros(ByteBuffer groups, int from) {
    int length = 0;
    while (from + length < GROUPS && groups.getShort(2 * (from + length)) == 0) {
      length++;
    }
    return length;
  }
}
