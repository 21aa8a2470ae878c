package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.network.FirewallState.ForwardChain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// Firewalls of others that drop what none of their rules decides (Docker's daemon sets that policy
/// for forwarded packets). No table of ours can take that back: so what crosses a bridge of ours is
/// accepted in their own chains, be they nft's, iptables' or those of the iptables before
/// nf_tables.
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
  void open() throws IOException, InterruptedException {
    for (ForwardChain chain : state.forwardChains()) {
      if (chain.drops()) {
        ForwardChain heard = heard(chain);
        if (state.rulesNaming(heard, chain.isOfTables() ? bridge : comment()).size() < 2) {
          accept(heard);
        }
      }
    }
    if (legacyDrops()) {
      accept(state.family().legacyTables(), "FORWARD");
    }
  }

  /// Takes back every rule of [#open]'s.
  void close() throws IOException, InterruptedException {
    for (ForwardChain chain : state.forwardChains()) {
      ForwardChain heard = heard(chain);
      for (long handle : state.rulesNaming(heard, comment())) {
        NetworkTool.NFT.run("delete rule " + heard + " handle " + handle + "\n", "-f", "-");
      }
      if (chain.isOfTables() && !state.rulesNaming(heard, bridge).isEmpty()) {
        remove(state.family().tables(), heard.name());
      }
    }
    if (legacyFilters()) {
      remove(state.family().legacyTables(), "FORWARD");
    }
  }

  private ForwardChain heard(ForwardChain chain) {
    boolean users = chain.isOfTables() && state.hasChain(chain.table(), USERS);
    return users ? chain.named(USERS) : chain;
  }

  private void remove(NetworkTool tables, String chain) throws IOException, InterruptedException {
    try {
      for (String[] rule : List.of(outward(), inward())) {
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

  private void accept(ForwardChain chain) throws IOException, InterruptedException {
    if (chain.isOfTables()) {
      try {
        accept(state.family().tables(), chain.name());
        return;
      } catch (ContainerException noSuchProgram) {
        // Then nobody minds rules that it does not know.
      }
    }
    String inward = "insert rule " + chain + " oifname \"" + bridge + "\" ct ";
    String outward = "insert rule " + chain + " iifname \"" + bridge + "\"";
    String accepted = " accept comment \"" + comment() + "\"\n";
    String established = inward + "state established,related" + accepted;
    NetworkTool.NFT.check(
        established + inward + "status dnat" + accepted + outward + accepted, "-f", "-");
  }

  private void accept(NetworkTool tables, String chain) throws IOException, InterruptedException {
    for (String[] rule : List.of(outward(), inward())) {
      if (tables.run("", words("-C", chain, rule)).exitCode() != 0) {
        tables.check("", words("-I", chain, rule));
      }
    }
  }

  /// Whether rules of the iptables before nf_tables are heard here.
  private boolean legacyFilters() throws IOException {
    try {
      return Files.readAllLines(Path.of(state.family().legacyNames())).contains("filter");
    } catch (NoSuchFileException none) {
      return false;
    }
  }

  private boolean legacyDrops() throws IOException, InterruptedException {
    if (!legacyFilters()) {
      return false;
    }
    try {
      NetworkTool tables = state.family().legacyTables();
      return tables.run("", "-w", "-S", "FORWARD").output().contains("-P FORWARD DROP");
    } catch (ContainerException noSuchProgram) {
      return false; // Who set a policy has it.
    }
  }

  private String[] outward() {
    return new String[] {"-i", bridge, "-j", "ACCEPT"};
  }

  private String[] inward() {
    return new String[] {
      "-o", bridge, "-m", "conntrack", "--ctstate", "RELATED,ESTABLISHED,DNAT", "-j", "ACCEPT"
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
