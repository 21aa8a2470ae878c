package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.network.FirewallState.FilterChain;
import java.io.IOException;

/// firewalld, which rejects by a last rule what comes from a link of no zone, and makes all of its
/// rules anew whenever it is told to: it keeps bridges in its zone of those whom it trusts.
final class Firewalld {
  private static final String TABLE = "firewalld";
  private static final String ZONE = "--zone=trusted";

  private Firewalld() {}

  static boolean keeps(FilterChain chain) {
    return chain.table().equals(TABLE);
  }

  static void trust(String bridge) throws IOException, InterruptedException {
    String wanted = "--add-interface=" + bridge;
    NetworkTool.Result result = NetworkTool.FIREWALL_CMD.run("", ZONE, wanted);
    if (result.exitCode() != 0) {
      throw new ContainerException(
          "firewalld rejects what containers send, and does not trust their bridge: "
              + result.output(),
          "firewall-cmd " + ZONE + " " + wanted + ", or use --network=host or --network=none");
    }
  }

  /// Does nothing where it has the bridge in another zone.
  static void forget(String bridge) throws IOException, InterruptedException {
    try {
      NetworkTool.FIREWALL_CMD.run("", ZONE, "--remove-interface=" + bridge);
    } catch (ContainerException noSuchProgram) {
      // Then it trusts nobody by our doing.
    }
  }
}
