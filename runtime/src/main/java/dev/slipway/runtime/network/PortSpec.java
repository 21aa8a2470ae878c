package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The words of `-p` and `EXPOSE`: `[[host-address:][host-port]:]container-port[/protocol]`, where
/// each port may be a range and an IPv6 address is in brackets.
public final class PortSpec {
  private PortSpec() {}

  /// What a `-p` asks for, one mapping per port.
  ///
  /// @throws ContainerException for text that Docker refuses too, in its words
  public static List<PortMapping> parse(String text) {
    int slash = text.indexOf('/');
    Protocol protocol = slash < 0 ? Protocol.TCP : protocol(text.substring(slash + 1), text);
    String ports = slash < 0 ? text : text.substring(0, slash);
    int last = ports.lastIndexOf(':');
    Range inside = Range.of(ports.substring(last + 1), "containerPort", text);
    String outside = last < 0 ? "" : ports.substring(0, last);
    int separator = outside.lastIndexOf(':');
    String address = separator < 0 ? "" : outside.substring(0, separator);
    String hostPorts = outside.substring(separator + 1);
    if (hostPorts.contains(".")) {
      throw invalid(text, "invalid hostPort: " + hostPorts);
    }
    return pair(address(address, text), hostPorts, inside, protocol, text);
  }

  /// What an image's `EXPOSE` publishes under `-P`: any free port of the host, for each.
  public static PortMapping exposed(String text) {
    return parse(text).getFirst();
  }

  private static List<PortMapping> pair(
      String address, String hostPorts, Range inside, Protocol protocol, String text) {
    boolean anyPort = hostPorts.isEmpty() || hostPorts.equals("0");
    Range host = anyPort ? null : Range.of(hostPorts, "hostPort", text);
    if (host != null && host.count() != inside.count()) {
      throw invalid(text, "invalid ranges specified for container and host Ports");
    }
    List<PortMapping> mappings = new ArrayList<>();
    for (int i = 0; i < inside.count(); i++) {
      int hostPort = host == null ? 0 : host.first() + i;
      mappings.add(new PortMapping(address, hostPort, inside.first() + i, protocol));
    }
    return mappings;
  }

  private static String address(String text, String whole) {
    if (text.isEmpty()) {
      return PortMapping.EVERY_ADDRESS;
    }
    boolean bracketed = text.startsWith("[") && text.endsWith("]");
    String bare = bracketed ? text.substring(1, text.length() - 1) : text;
    if (Ipv6.isAddress(bare)) {
      return Ipv6.parse(bare).toString();
    }
    if (!Ipv4.isAddress(text)) {
      throw invalid(whole, "invalid IP address: " + text);
    }
    return text;
  }

  private static Protocol protocol(String text, String whole) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "tcp" -> Protocol.TCP;
      case "udp" -> Protocol.UDP;
      case "sctp" ->
          throw new ContainerException(
              "sctp ports are not there yet: " + whole, "publish a tcp or udp port");
      default -> throw invalid(whole, "invalid proto: " + text);
    };
  }

  private static ContainerException invalid(String text, String why) {
    return new ContainerException(
        "invalid port specification: \"" + text + "\": " + why,
        "write [host-address:][host-port:]container-port[/tcp|/udp], as in -p 127.0.0.1:8080:80");
  }

  /// Ports `first` to `first + count - 1`.
  private record Range(int first, int count) {
    static Range of(String text, String which, String whole) {
      if (text.isEmpty()) {
        throw invalid(whole, "no port specified: " + whole + "<empty>");
      }
      int dash = text.indexOf('-');
      if (dash == 0 || dash == text.length() - 1) {
        throw invalid(whole, "invalid " + which + ": " + text);
      }
      int first = port(dash < 0 ? text : text.substring(0, dash), which, whole);
      int last = dash < 0 ? first : port(text.substring(dash + 1), which, whole);
      if (last < first) {
        throw invalid(whole, "invalid " + which + ": " + text);
      }
      return new Range(first, last - first + 1);
    }

    private static int port(String text, String which, String whole) {
      int value = 0;
      for (int i = 0; i < text.length(); i++) {
        int digit = text.charAt(i) - '0';
        if (digit < 0 || digit > 9 || value > 65535) {
          throw invalid(whole, "invalid " + which + ": " + text);
        }
        value = value * 10 + digit;
      }
      if (value < 1 || value > 65535) {
        throw invalid(whole, "invalid " + which + ": " + text);
      }
      return value;
    }
  }
}
