package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.network.FirewallState.Family;
import dev.slipway.runtime.network.FirewallState.FilterChain;
import dev.slipway.runtime.network.FirewallState.Hook;
import java.io.IOException;
import java.util.List;

/// Firewalls of others that drop what none of their rules decides, by a policy (as Docker's daemon
/// and ufw have it) or by a last rule. No table of ours can take that back: so what crosses a
/// bridge of ours is accepted in their own chains, be they nft's, iptables' or those of the
/// iptables before nf_tables, and so are questions to the name server. firewalld is asked to.
final class DroppingFirewalls {
  /// Where Docker has rules of others put.
  private static final String USERS = "DOCKER-USER";

  private final FirewallState state;
  private final String bridge;

  DroppingFirewalls(FirewallState state, String bridge) {
    this.state = state;
    this.bridge = bridge;
  }

  /// Accepts what crosses the bridge wherever it would be dropped. Most of the time this only
  /// looks.
  ///
  /// @param named whether its containers ask the host's name server
  void open(boolean named) throws IOException, InterruptedException {
    open(Hook.FORWARD);
    if (named && state.family() == Family.IPV4) {
      open(Hook.INPUT);
    }
  }

  private void open(Hook hook) throws IOException, InterruptedException {
    for (FilterChain chain : state.droppingChains(hook)) {
      if (Firewalld.keeps(chain)) {
        if (!state.isNamedInTable(chain, bridge)) {
          Firewalld.trust(bridge);
        }
        continue;
      }
      FilterChain heard = heard(chain);
      int needed = chain.isOfTables() ? tableRules(hook).size() : rules(hook).size();
      if (state.rulesNaming(heard, chain.isOfTables() ? bridge : comment()).size() < needed) {
        accept(heard);
      }
    }
    if (new LegacyTables(state.family()).drop(hook)) {
      accept(state.family().legacyTables(), hook.name(), hook);
    }
  }

  /// Takes back every rule of [#open]'s.
  void close() throws IOException, InterruptedException {
    for (Hook hook : Hook.values()) {
      for (FilterChain chain : state.chains(hook)) {
        close(chain);
      }
      if (new LegacyTables(state.family()).filter()) {
        remove(state.family().legacyTables(), hook.name(), hook);
      }
    }
  }

  private void close(FilterChain chain) throws IOException, InterruptedException {
    if (Firewalld.keeps(chain)) {
      if (state.isNamedInTable(chain, bridge)) {
        Firewalld.forget(bridge);
      }
      return;
    }
    FilterChain heard = heard(chain);
    for (long handle : state.rulesNaming(heard, comment())) {
      NetworkTool.NFT.run("delete rule " + heard + " handle " + handle + "\n", "-f", "-");
    }
    if (chain.isOfTables() && !state.rulesNaming(heard, bridge).isEmpty()) {
      remove(state.family().tables(), heard.name(), chain.hook());
    }
  }

  private FilterChain heard(FilterChain chain) {
    boolean users =
        chain.hook() == Hook.FORWARD && chain.isOfTables() && state.hasChain(chain.table(), USERS);
    return users ? chain.named(USERS) : chain;
  }

  private void remove(NetworkTool tables, String chain, Hook hook)
      throws IOException, InterruptedException {
    try {
      for (String[] rule : tableRules(hook)) {
        tables.run("", words("-D", chain, rule));
      }
    } catch (ContainerException noSuchProgram) {
      // Then there is no rule of its making.
    }
  }

  /// By which rules of ours are known from those of the host's keeper.
  private String comment() {
    return "slipway " + bridge;
  }

  private void accept(FilterChain chain) throws IOException, InterruptedException {
    if (chain.isOfTables() || chain.name().equals(USERS)) {
      try {
        accept(state.family().tables(), chain.name(), chain.hook());
        return;
      } catch (ContainerException noSuchProgram) {
        // Then nobody minds rules that it does not know.
      }
    }
    var script = new StringBuilder();
    for (String rule : rules(chain.hook())) {
      script.append("insert rule ").append(chain).append(' ').append(rule);
      script.append(" accept comment \"").append(comment()).append("\"\n");
    }
    NetworkTool.Result result = NetworkTool.NFT.run(script.toString(), "-f", "-");
    if (result.exitCode() != 0) {
      throw new ContainerException(
          "the host's firewall drops what containers send and get (nft list chain "
              + chain
              + ") and takes no rule of ours: "
              + result.output().lines().findFirst().orElse(""),
          "let its keeper accept what comes from and goes to "
              + bridge
              + ", or use --network=host or --network=none");
    }
  }

  private void accept(NetworkTool tables, String chain, Hook hook)
      throws IOException, InterruptedException {
    for (String[] rule : tableRules(hook)) {
      if (tables.run("", words("-C", chain, rule)).exitCode() != 0) {
        tables.check("", words("-I", chain, rule));
      }
    }
  }

  private List<String> rules(Hook hook) {
    String inward = "oifname \"" + bridge + "\" ct ";
    String outward = "iifname \"" + bridge + "\"";
    return switch (hook) {
      case FORWARD ->
          List.of(inward + "state established,related", inward + "status dnat", outward);
      case INPUT -> List.of(outward + " ip daddr " + NameServerAddress.HOST);
    };
  }

  private List<String[]> tableRules(Hook hook) {
    return switch (hook) {
      case FORWARD ->
          List.of(
              new String[] {"-i", bridge, "-j", "ACCEPT"},
              new String[] {
                "-o",
                bridge,
                "-m",
                "conntrack",
                "--ctstate",
                "RELATED,ESTABLISHED,DNAT",
                "-j",
                "ACCEPT"
              });
      case INPUT ->
          List.<String[]>of(
              new String[] {"-i", bridge, "-d", NameServerAddress.HOST, "-j", "ACCEPT"});
    };
  }

  private static String[] words(String action, String chain, String... rule) {
    String[] words = new String[rule.length + 3];
    words[0] = "-w";
    words[1] = action;
    words[2] = chain;
    System.arraycopy(rule, 0, words, 3, rule.length);
    return words;
  }
}
