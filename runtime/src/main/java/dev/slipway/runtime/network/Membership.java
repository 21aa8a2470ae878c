package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import java.util.ArrayList;
import java.util.List;

/// What a container wants of one network, in the words of `--network`: its name alone, or
/// `name=back,alias=db,ip=10.1.0.7,ip6=fd00::7,mac-address=02:42:ac:11:00:02,gw-priority=5`.
///
/// @param network its name; [#DEFAULT] for the bridge that every host has
/// @param links other containers of the network, `name:alias`, by names of this one's own
/// @param linkLocal addresses beside the network's, of the link alone
/// @param ip empty for any free one, as `ip6` and `mac`
/// @param priority the network with the highest is the way out
public record Membership(
    String network,
    List<String> aliases,
    List<String> links,
    List<String> linkLocal,
    String ip,
    String ip6,
    String mac,
    int priority) {
  public static final String DEFAULT = "bridge";
  private static final Ipv4 LINK_LOCAL = Ipv4.parse("169.254.0.0");
  private static final Ipv6 LINK_LOCAL_6 = new Ipv6(0xfe80L << 48, 0);
  static final int LINK_LOCAL_PREFIX = 16;
  static final int LINK_LOCAL_PREFIX_6 = 64;

  /// @throws ContainerException one of the addresses is none
  public Membership {
    aliases = List.copyOf(aliases);
    links = List.copyOf(links);
    linkLocal = List.copyOf(linkLocal);
    for (String alias : aliases) {
      if (alias.isEmpty() || alias.chars().anyMatch(c -> c <= ' ' || c == ',')) {
        throw invalid("invalid network alias: '" + alias + "'");
      }
    }
    for (String address : linkLocal) {
      if (!isLinkLocal(address)) {
        throw new ContainerException(
            "invalid link-local IP address: " + address,
            "use one of 169.254.0.0/16 or fe80::/64; --ip and --ip6 choose the network's own");
      }
    }
    if (!ip.isEmpty() && !Ipv4.isAddress(ip)) {
      throw invalid("invalid IPv4 address: " + ip);
    }
    if (!ip6.isEmpty() && !Ipv6.isAddress(ip6)) {
      throw invalid("invalid IPv6 address: " + ip6);
    }
    if (!mac.isEmpty()) {
      try {
        mac = new MacAddress(mac).text();
      } catch (IllegalArgumentException notOne) {
        throw invalid("invalid MAC address: " + mac);
      }
    }
  }

  private static boolean isLinkLocal(String text) {
    return Ipv4.isAddress(text)
        ? Ipv4.parse(text).sharesPrefix(LINK_LOCAL, LINK_LOCAL_PREFIX)
        : Ipv6.isAddress(text) && Ipv6.parse(text).sharesPrefix(LINK_LOCAL_6, LINK_LOCAL_PREFIX_6);
  }

  public static Membership of(String network) {
    return new Membership(network, List.of(), List.of(), List.of(), "", "", "", 0);
  }

  /// @throws ContainerException the words are not of this form
  public static Membership parse(String text) {
    return text.indexOf('=') < 0 ? of(text) : new Words(text).membership();
  }

  /// The fields of one `--network`, as they are read.
  private static final class Words {
    private final List<String> aliases = new ArrayList<>();
    private final List<String> links = new ArrayList<>();
    private final List<String> linkLocal = new ArrayList<>();
    private String name = "";
    private String ip = "";
    private String ip6 = "";
    private String mac = "";
    private int priority;

    Words(String text) {
      for (String field : text.split(",", -1)) {
        int equals = field.indexOf('=');
        String key = equals < 0 ? field : field.substring(0, equals).strip();
        take(key, field.substring(equals + 1).strip(), text);
      }
    }

    private void take(String key, String value, String text) {
      switch (key) {
        case "name" -> name = value;
        case "alias" -> aliases.add(value);
        case "link" -> links.add(value);
        case "link-local-ip" -> linkLocal.add(value);
        case "ip" -> ip = value;
        case "ip6" -> ip6 = value;
        case "mac-address" -> mac = value;
        case "gw-priority" -> priority = priority(value);
        case "driver-opt" ->
            throw new ContainerException(
                "--network "
                    + text
                    + ": a bridge has no settings for one container ('"
                    + key
                    + "')",
                "--sysctl net.ipv4.conf.eth0.NAME=VALUE sets what belongs to a device");
        default -> throw invalid("invalid field key " + key + " in --network " + text);
      }
    }

    Membership membership() {
      if (name.isEmpty()) {
        throw invalid("network name/id is not specified");
      }
      return new Membership(name, aliases, links, linkLocal, ip, ip6, mac, priority);
    }
  }

  private static int priority(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notOne) {
      throw invalid("invalid gw-priority (" + text + "): it is no whole number");
    }
  }

  private static ContainerException invalid(String message) {
    return new ContainerException(
        message,
        "write --network NAME, or --network name=NAME,alias=A,ip=10.1.0.7,ip6=fd00::7,"
            + "mac-address=02:42:ac:11:00:02,link-local-ip=169.254.7.7,gw-priority=1");
  }

  public Membership renamed(String value) {
    return new Membership(value, aliases, links, linkLocal, ip, ip6, mac, priority);
  }

  public boolean isDefault() {
    return network.equals(DEFAULT);
  }

  /// The text that [#parse] reads.
  @Override
  public String toString() {
    if (equals(of(network))) {
      return network;
    }
    var text = new StringBuilder("name=").append(network);
    aliases.forEach(alias -> append(text, ",alias=", alias));
    links.forEach(link -> append(text, ",link=", link));
    linkLocal.forEach(address -> append(text, ",link-local-ip=", address));
    append(text, ",ip=", ip);
    append(text, ",ip6=", ip6);
    append(text, ",mac-address=", mac);
    append(text, ",gw-priority=", priority == 0 ? "" : Integer.toString(priority));
    return text.toString();
  }

  private static void append(StringBuilder text, String key, String value) {
    if (!value.isEmpty()) {
      text.append(key).append(value);
    }
  }
}
