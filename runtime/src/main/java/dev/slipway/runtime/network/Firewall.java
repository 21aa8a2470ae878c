package dev.slipway.runtime.network;

import dev.slipway.runtime.network.FirewallState.Family;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The nftables rules of one bridge, in a table of the bridge's own name.
///
/// Published ports are elements of two maps, so that publishing and taking back is one atomic
/// change that touches no other rule, and the kernel itself refuses a port that is taken.
final class Firewall {
  /// Nothing goes in or out, but between its own containers and the host.
  private static final String CLOSED =
      """
            iifname "BRIDGE" oifname != "BRIDGE" drop
            iifname != "BRIDGE" oifname "BRIDGE" drop
      """;

  /// Who asks the gateway for a name asks the name server of all networks.
  private static final String NAMES =
      """
          iifname "BRIDGE" ip daddr GATEWAY meta l4proto { tcp, udp } th dport 53 dnat ip to SERVER:PORT
      """;

  private final Bridge bridge;
  private final boolean named;
  private final boolean internal;

  /// @param named whether containers on it find each other by name
  /// @param internal whether the bridge leads nowhere
  Firewall(Bridge bridge, boolean named, boolean internal) {
    this.bridge = bridge;
    this.named = named;
    this.internal = internal;
  }

  /// @param network null for the host's default one
  static Firewall of(Bridge bridge, @Nullable UserNetwork network) {
    return new Firewall(bridge, network != null, network != null && network.internal());
  }

  /// The table, where it is not there yet. Call under the host's lock.
  void ensure() throws IOException, InterruptedException {
    ensure(Family.IPV4);
    if (bridge.gateway6() != null) {
      ensure(Family.IPV6);
    }
  }

  private void ensure(Family family) throws IOException, InterruptedException {
    try (FirewallState state = FirewallState.open(family)) {
      if (!state.hasMap(bridge.name(), "published")) {
        String table =
            switch (family) {
              case IPV4 -> table();
              case IPV6 -> table6();
            };
        NetworkTool.NFT.check(table, "-f", "-");
      }
      new DroppingFirewalls(state, bridge.name()).open(named);
    }
  }

  /// A port of every address does not answer at `::1`: clients go on to 127.0.0.1 at once. One of
  /// that address alone does, see [Links#addLoopbackRoute].
  private String table6() {
    return """
    table ip6 BRIDGE {
      map published { type inet_proto . inet_service : ipv6_addr . inet_service
      }
      map published_at { type ipv6_addr . inet_proto . inet_service : ipv6_addr . inet_service
      }
      chain publish {
        dnat ip6 to ip6 daddr . meta l4proto . th dport map @published_at
        dnat ip6 to meta l4proto . th dport map @published
      }
      chain prerouting {
        type nat hook prerouting priority -100
        fib daddr type local jump publish
      }
      chain output {
        type nat hook output priority -100
        dnat ip6 to ip6 daddr . meta l4proto . th dport map @published_at
        ip6 daddr != ::1 fib daddr type local jump publish
      }
      chain postrouting {
        type nat hook postrouting priority 100
        ip6 saddr NETWORK oifname != "BRIDGE" masquerade
        ip6 saddr ::1 oifname "BRIDGE" masquerade
        ip6 saddr NETWORK oifname "BRIDGE" ct status dnat masquerade
      }
      chain forward {
        type filter hook forward priority 0
    CLOSED    iifname != "BRIDGE" oifname "BRIDGE" ct state new ct status & dnat == 0 drop
      }
    }
    """
        .replace("CLOSED", internal ? CLOSED : "    ")
        .replace("BRIDGE", bridge.name())
        .replace("NETWORK", String.valueOf(bridge.range6()));
  }

  private String table() {
    return """
    table ip BRIDGE {
      map published { type inet_proto . inet_service : ipv4_addr . inet_service
      }
      map published_at { type ipv4_addr . inet_proto . inet_service : ipv4_addr . inet_service
      }
      chain publish {
        dnat ip to ip daddr . meta l4proto . th dport map @published_at
        dnat ip to meta l4proto . th dport map @published
      }
      chain prerouting {
        type nat hook prerouting priority -100
    NAMES    fib daddr type local jump publish
      }
      chain output {
        type nat hook output priority -100
        fib daddr type local jump publish
      }
      chain postrouting {
        type nat hook postrouting priority 100
        ip saddr NETWORK oifname != "BRIDGE" masquerade
        ip saddr 127.0.0.0/8 oifname "BRIDGE" masquerade
        ip saddr NETWORK oifname "BRIDGE" ct status dnat masquerade
      }
      chain guard {
        type filter hook prerouting priority -300
        iifname "BRIDGE" ip daddr 127.0.0.0/8 drop
      }
      chain forward {
        type filter hook forward priority 0
    CLOSED    iifname != "BRIDGE" oifname "BRIDGE" ct state new ct status & dnat == 0 drop
      }
    }
    """
        .replace("CLOSED", internal ? CLOSED : "    ")
        .replace("NAMES", named ? NAMES : "    ")
        .replace("SERVER", NameServerAddress.HOST)
        .replace("PORT", Integer.toString(NameServerAddress.PORT))
        .replace("GATEWAY", bridge.gateway().toString())
        .replace("BRIDGE", bridge.name())
        .replace("NETWORK", bridge.network());
  }

  void publish(EndpointRecord container) throws IOException, InterruptedException {
    if (!container.ports().isEmpty()) {
      NetworkTool.NFT.check(elements("create", container, container.ports()), "-f", "-");
    }
  }

  /// Takes ports back; those that are not published are no error. Connections that are established
  /// go on until they end.
  void withdraw(EndpointRecord container) throws IOException, InterruptedException {
    for (PortMapping port : container.ports()) {
      NetworkTool.NFT.run(elements("delete", container, List.of(port)), "-f", "-");
    }
  }

  private String elements(String verb, EndpointRecord container, List<PortMapping> ports) {
    var script = new StringBuilder();
    for (PortMapping port : ports) {
      script.append(verb).append(port.overIpv6() ? " element ip6 " : " element ip ");
      script.append(bridge.name());
      script.append(
          port.anyAddress() ? " published { " : " published_at { " + port.hostAddress() + " . ");
      script.append(port.protocol().text()).append(" . ").append(port.hostPort()).append(" : ");
      script.append(port.overIpv6() ? container.address6() : container.address());
      script.append(" . ").append(port.containerPort()).append(" }\n");
    }
    return script.toString();
  }

  /// Removes everything that [#ensure] made for a bridge that is to go.
  static void remove(String bridge) throws IOException, InterruptedException {
    for (Family family : Family.values()) {
      try (FirewallState state = FirewallState.open(family)) {
        new DroppingFirewalls(state, bridge).close();
        if (state.hasMap(bridge, "published")) {
          NetworkTool.NFT.run("", "delete", "table", family.word(), bridge);
        }
      }
    }
    try (Links links = Links.open()) {
      links.remove(bridge);
    }
  }
}
