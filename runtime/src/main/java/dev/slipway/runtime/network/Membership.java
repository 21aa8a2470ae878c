package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import java.util.ArrayList;
import java.util.List;

/// What a container wants of one network, in the words of `--network`: its name alone, or
/// `name=back,alias=db,ip=10.1.0.7,ip6=fd00::7,mac-address=02:42:ac:11:00:02`.
///
/// @param network its name; [#DEFAULT] for the bridge that every host has
/// @param ip empty for any free one, as `ip6` and `mac`
public record Membership(String network, List<String> aliases, String ip, String ip6, String mac) {
  public static final String DEFAULT = "bridge";

  /// @throws ContainerException one of the addresses is none
  public Membership {
    aliases = List.copyOf(aliases);
    for (String alias : aliases) {
      if (alias.isEmpty() || alias.chars().anyMatch(c -> c <= ' ' || c == ',')) {
        throw invalid("invalid network alias: '" + alias + "'");
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

  public static Membership of(String network) {
    return new Membership(network, List.of(), "", "", "");
  }

  /// @throws ContainerException the words are not of this form
  public static Membership parse(String text) {
    if (text.indexOf('=') < 0) {
      return of(text);
    }
    String name = "";
    String ip = "";
    String ip6 = "";
    String mac = "";
    List<String> aliases = new ArrayList<>();
    for (String field : text.split(",", -1)) {
      int equals = field.indexOf('=');
      String value = field.substring(equals + 1).strip();
      switch (equals < 0 ? field : field.substring(0, equals).strip()) {
        case "name" -> name = value;
        case "alias" -> aliases.add(value);
        case "ip" -> ip = value;
        case "ip6" -> ip6 = value;
        case "mac-address" -> mac = value;
        case "driver-opt", "gw-priority", "link-local-ip" ->
            throw new ContainerException(
                "--network " + text + ": '" + field + "' is not there yet", "leave it out");
        default -> throw invalid("invalid field key " + field + " in --network " + text);
      }
    }
    if (name.isEmpty()) {
      throw invalid("network name/id is not specified");
    }
    return new Membership(name, aliases, ip, ip6, mac);
  }

  private static ContainerException invalid(String message) {
    return new ContainerException(
        message,
        "write --network NAME, or --network name=NAME,alias=A,ip=10.1.0.7,ip6=fd00::7,"
            + "mac-address=02:42:ac:11:00:02");
  }

  public Membership renamed(String value) {
    return new Membership(value, aliases, ip, ip6, mac);
  }

  public boolean isDefault() {
    return network.equals(DEFAULT);
  }

  /// The text that [#parse] reads.
  @Override
  public String toString() {
    if (aliases.isEmpty() && ip.isEmpty() && ip6.isEmpty() && mac.isEmpty()) {
      return network;
    }
    var text = new StringBuilder("name=").append(network);
    aliases.forEach(alias -> text.append(",alias=").append(alias));
    append(text, ",ip=", ip);
    append(text, ",ip6=", ip6);
    append(text, ",mac-address=", mac);
    return text.toString();
  }

  private static void append(StringBuilder text, String key, String value) {
    if (!value.isEmpty()) {
      text.append(key).append(value);
    }
  }
}
