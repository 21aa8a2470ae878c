package dev.slipway.runtime.network;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

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

  private final Bridge bridge;
  private final boolean internal;

  Firewall(Bridge bridge) {
    this(bridge, false);
  }

  /// @param internal whether the bridge leads nowhere
  Firewall(Bridge bridge, boolean internal) {
    this.bridge = bridge;
    this.internal = internal;
  }

  /// The table, where it is not there yet. Call under the host's lock.
  void ensure() throws IOException, InterruptedException {
    try (FirewallState state = FirewallState.open()) {
      if (!state.hasMap(bridge.name(), "published")) {
        NetworkTool.NFT.check(table(), "-f", "-");
      }
      openForwarding(state);
    }
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
        fib daddr type local jump publish
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
        .replace("BRIDGE", bridge.name())
        .replace("NETWORK", bridge.network());
  }

  /// Another firewall that drops what it does not know (Docker's daemon sets that policy) decides
  /// before a table of ours can: so our traffic is accepted in its own chain.
  private void openForwarding(FirewallState state) throws IOException, InterruptedException {
    Optional<String> chain = droppingChain(state);
    if (chain.isPresent() && state.rulesNaming("filter", chain.get(), bridge.name()) < 2) {
      accept(chain.get(), outward(bridge.name()));
      accept(chain.get(), inward(bridge.name()));
    }
  }

  /// Where rules are heard by a firewall that drops by default; empty where none does.
  private static Optional<String> droppingChain(FirewallState state) {
    if (!state.dropsByDefault("filter", "FORWARD")) {
      return Optional.empty();
    }
    return Optional.of(state.hasChain("filter", "DOCKER-USER") ? "DOCKER-USER" : "FORWARD");
  }

  private static String[] outward(String bridge) {
    return new String[] {"-i", bridge, "-j", "ACCEPT"};
  }

  private static String[] inward(String bridge) {
    return new String[] {
      "-o", bridge, "-m", "conntrack", "--ctstate", "RELATED,ESTABLISHED,DNAT", "-j", "ACCEPT"
    };
  }

  private static void accept(String chain, String... rule)
      throws IOException, InterruptedException {
    if (NetworkTool.IPTABLES.run("", words("-C", chain, rule)).exitCode() != 0) {
      NetworkTool.IPTABLES.check("", words("-I", chain, rule));
    }
  }

  private static String[] words(String action, String chain, String... rule) {
    String[] words = new String[rule.length + 3];
    words[0] = "-w";
    words[1] = action;
    words[2] = chain;
    System.arraycopy(rule, 0, words, 3, rule.length);
    return words;
  }

  void publish(Ipv4 container, List<PortMapping> ports) throws IOException, InterruptedException {
    if (!ports.isEmpty()) {
      NetworkTool.NFT.check(elements("create", container, ports), "-f", "-");
    }
  }

  /// Takes ports back; those that are not published are no error. Connections that are established
  /// go on until they end.
  void withdraw(Ipv4 container, List<PortMapping> ports) throws IOException, InterruptedException {
    for (PortMapping port : ports) {
      NetworkTool.NFT.run(elements("delete", container, List.of(port)), "-f", "-");
    }
  }

  private String elements(String verb, Ipv4 container, List<PortMapping> ports) {
    var script = new StringBuilder();
    for (PortMapping port : ports) {
      script.append(verb).append(" element ip ").append(bridge.name());
      script.append(
          port.everyAddress() ? " published { " : " published_at { " + port.hostAddress() + " . ");
      script.append(port.protocol().text()).append(" . ").append(port.hostPort());
      script
          .append(" : ")
          .append(container)
          .append(" . ")
          .append(port.containerPort())
          .append(" }\n");
    }
    return script.toString();
  }

  /// Removes everything that [#ensure] made for a bridge that is to go.
  static void remove(String bridge) throws IOException, InterruptedException {
    try (FirewallState state = FirewallState.open()) {
      Optional<String> chain = droppingChain(state);
      if (chain.isPresent()) {
        NetworkTool.IPTABLES.run("", words("-D", chain.get(), outward(bridge)));
        NetworkTool.IPTABLES.run("", words("-D", chain.get(), inward(bridge)));
      }
    }
    NetworkTool.NFT.run("", "delete", "table", "ip", bridge);
    try (Links links = Links.open()) {
      links.remove(bridge);
    }
  }
}
