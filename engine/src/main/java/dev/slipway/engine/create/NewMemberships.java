package dev.slipway.engine.create;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.network.Membership;
import dev.slipway.runtime.run.NetworkMode;
import dev.slipway.runtime.run.Setting;
import dev.slipway.runtime.run.Settings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The networks of a new container: `--network`, and the options that say something of the first of
/// them (`--network-alias`, `--ip`, `--ip6`, `--mac-address`).
///
/// @param request whose settings are in normal form elsewhere
record NewMemberships(ContainerRequest request, Surroundings surroundings) {
  private static final List<Setting> OF_THE_FIRST =
      List.of(
          Setting.NETWORK_ALIAS,
          Setting.IP,
          Setting.IP6,
          Setting.LINK_LOCAL_IP,
          Setting.MAC_ADDRESS);

  /// The same settings, in which all of it is said of each network.
  ///
  /// @throws ContainerException something only other networks can give
  Settings join(Settings settings) {
    if (request.network().mode() != NetworkMode.BRIDGE) {
      refuse(settings);
      return settings;
    }
    List<Membership> wanted = new ArrayList<>();
    for (String text : settings.list(Setting.NETWORK)) {
      wanted.add(Membership.parse(text));
    }
    boolean own = wanted.stream().anyMatch(one -> !one.isDefault());
    if (wanted.isEmpty()) {
      wanted.add(Membership.of(Membership.DEFAULT));
    }
    wanted.set(0, first(wanted.getFirst(), settings));
    Set<String> names = new HashSet<>();
    for (int i = 0; i < wanted.size(); i++) {
      Membership named = named(wanted.get(i));
      if (!names.add(named.network())) {
        throw new ContainerException(
            "network \"" + named.network() + "\" is specified multiple times",
            "name each network once");
      }
      wanted.set(i, named);
    }
    if (!own) {
      refuseOnDefault(wanted.getFirst());
    }
    Settings rest = settings;
    for (Setting setting : OF_THE_FIRST) {
      rest = rest.without(setting);
    }
    return wanted.equals(List.of(Membership.of(Membership.DEFAULT)))
        ? rest.without(Setting.NETWORK)
        : rest.with(Setting.NETWORK, wanted.stream().map(Membership::toString).toList());
  }

  private static void refuse(Settings settings) {
    if (settings.has(Setting.NETWORK_ALIAS)) {
      throw noAliases();
    }
    if (settings.has(Setting.IP)
        || settings.has(Setting.IP6)
        || settings.has(Setting.LINK_LOCAL_IP)) {
      throw noAddress();
    }
    if (settings.has(Setting.MAC_ADDRESS)) {
      throw new ContainerException(
          "conflicting options: mac-address and the network mode", "leave one of them out");
    }
  }

  /// Joins what the top options say with what the first network's own words say.
  private static Membership first(Membership first, Settings settings) {
    List<String> aliases = settings.list(Setting.NETWORK_ALIAS);
    conflict(!aliases.isEmpty() && !first.aliases().isEmpty(), "--network-alias", "alias");
    List<String> linkLocal = settings.list(Setting.LINK_LOCAL_IP);
    conflict(!linkLocal.isEmpty() && !first.linkLocal().isEmpty(), "--link-local-ip", "addresses");
    return new Membership(
        first.network(),
        aliases.isEmpty() ? first.aliases() : aliases,
        first.links(),
        linkLocal.isEmpty() ? first.linkLocal() : linkLocal,
        one(settings, Setting.IP, first.ip(), "IPv4 address"),
        one(settings, Setting.IP6, first.ip6(), "IPv6 address"),
        one(settings, Setting.MAC_ADDRESS, first.mac(), "MAC address"),
        first.priority());
  }

  private static String one(Settings settings, Setting setting, String own, String what) {
    String top = settings.text(setting);
    conflict(!top.isEmpty() && !own.isEmpty(), "--" + setting.option(), what);
    return top.isEmpty() ? own : top;
  }

  private static void conflict(boolean both, String option, String what) {
    if (both) {
      throw new ContainerException(
          "conflicting options: cannot specify both " + option + " and per-network " + what,
          "leave one of them out");
    }
  }

  private Membership named(Membership wanted) {
    if (wanted.isDefault()) {
      return wanted;
    }
    if (HostCapabilities.inUserNamespace()) {
      throw new ContainerException(
          "--network " + wanted.network() + ": networks of one's own need root", "leave it out");
    }
    return wanted.renamed(surroundings.network(wanted.network()));
  }

  private static void refuseOnDefault(Membership membership) {
    if (!membership.aliases().isEmpty()) {
      throw noAliases();
    }
    if (!membership.ip().isEmpty()
        || !membership.ip6().isEmpty()
        || !membership.linkLocal().isEmpty()) {
      throw noAddress();
    }
    if (!membership.mac().isEmpty() && HostCapabilities.inUserNamespace()) {
      throw new ContainerException(
          "--mac-address " + membership.mac() + " needs root", "leave it out");
    }
  }

  private static ContainerException noAliases() {
    return new ContainerException(
        "network-scoped aliases are only supported for user-defined networks",
        "make one: slipway network create NAME");
  }

  private static ContainerException noAddress() {
    return new ContainerException(
        "user specified IP address is supported on user defined networks only",
        "make one: slipway network create --subnet 10.99.0.0/24 NAME");
  }
}
