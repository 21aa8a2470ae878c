package dev.slipway.builder;

import java.net.InetAddress;

/// `--add-host`: a line of a step's `/etc/hosts`.
///
/// @param address an IP address, or [#GATEWAY]
public record ExtraHost(String name, String address) {
  /// Stands for this machine, as a step's network has it.
  public static final String GATEWAY = "host-gateway";

  private static final String HINT = "write NAME:ADDRESS or NAME=ADDRESS, such as db:10.0.0.5";

  /// `name:address` or `name=address`; an IPv6 address may stand in brackets.
  ///
  /// @throws BuildException it is neither
  public static ExtraHost parse(String text) {
    int separator = text.indexOf('=');
    if (separator < 0) {
      separator = text.indexOf(':');
    }
    if (separator <= 0) {
      throw BuildException.of("invalid host " + text, HINT);
    }
    String address = text.substring(separator + 1);
    if (address.startsWith("[") && address.endsWith("]")) {
      address = address.substring(1, address.length() - 1);
    }
    if (!address.equals(GATEWAY) && !isAddress(address)) {
      throw BuildException.of("invalid host " + text, HINT);
    }
    return new ExtraHost(text.substring(0, separator), address);
  }

  private static boolean isAddress(String text) {
    try {
      InetAddress _ = InetAddress.ofLiteral(text);
      return text.indexOf(':') >= 0 || text.matches("[0-9]+(\\.[0-9]+){3}");
    } catch (IllegalArgumentException notOne) {
      return false;
    }
  }
}
