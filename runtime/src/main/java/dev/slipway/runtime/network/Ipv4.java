package dev.slipway.runtime.network;

/// An IPv4 address as the number that it is, so that networks can be compared.
record Ipv4(int value) {
  static Ipv4 parse(String text) {
    int value = 0;
    int start = 0;
    for (int part = 0; part < 4; part++) {
      int end = part == 3 ? text.length() : text.indexOf('.', start);
      if (end < 0 || end == start || end - start > 3) {
        throw new IllegalArgumentException("not an IPv4 address: " + text);
      }
      int octet = 0;
      for (int i = start; i < end; i++) {
        int digit = text.charAt(i) - '0';
        if (digit < 0 || digit > 9) {
          throw new IllegalArgumentException("not an IPv4 address: " + text);
        }
        octet = octet * 10 + digit;
      }
      if (octet > 255) {
        throw new IllegalArgumentException("not an IPv4 address: " + text);
      }
      value = value << 8 | octet;
      start = end + 1;
    }
    return new Ipv4(value);
  }

  static boolean isAddress(String text) {
    try {
      parse(text);
      return true;
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }

  Ipv4 plus(int offset) {
    return new Ipv4(value + offset);
  }

  /// Whether both are in the same network of `prefix` bits.
  boolean sharesPrefix(Ipv4 other, int prefix) {
    return prefix == 0 || (value ^ other.value) >>> (32 - prefix) == 0;
  }

  @Override
  public String toString() {
    return (value >>> 24)
        + "."
        + (value >>> 16 & 255)
        + "."
        + (value >>> 8 & 255)
        + "."
        + (value & 255);
  }
}
