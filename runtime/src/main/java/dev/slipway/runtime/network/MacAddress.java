package dev.slipway.runtime.network;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/// The hardware address of a container's link.
record MacAddress(String text) {
  private static final Pattern FORM = Pattern.compile("([0-9a-f]{2}[:-]){5}[0-9a-f]{2}");
  private static final HexFormat HEX = HexFormat.ofDelimiter(":");

  /// @throws IllegalArgumentException the text is none that one container can have
  MacAddress {
    text = text.toLowerCase(Locale.ROOT).replace('-', ':');
    if (!FORM.matcher(text).matches() || (HexFormat.fromHexDigits(text, 0, 2) & 1) != 0) {
      throw new IllegalArgumentException("not the hardware address of one link: " + text);
    }
  }

  /// It follows from the IP address, so that no neighbour keeps a stale one when that is used
  /// again.
  static MacAddress of(Ipv4 address) {
    byte[] bytes = ByteBuffer.allocate(6).putShort((short) 0x0242).putInt(address.value()).array();
    return new MacAddress(HEX.formatHex(bytes));
  }

  byte[] bytes() {
    return HEX.parseHex(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
