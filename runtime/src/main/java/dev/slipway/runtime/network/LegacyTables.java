package dev.slipway.runtime.network;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.network.FirewallState.Family;
import dev.slipway.runtime.network.FirewallState.Hook;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// What the iptables before nf_tables decides.
record LegacyTables(Family family) {
  /// Whether its rules are heard here.
  boolean filter() throws IOException {
    try {
      return Files.readAllLines(Path.of(family.legacyNames())).contains("filter");
    } catch (NoSuchFileException none) {
      return false;
    }
  }

  /// Whether it lets packets fall that none of its rules decides, by its policy or its last rule.
  boolean drop(Hook hook) throws IOException, InterruptedException {
    if (!filter()) {
      return false;
    }
    try {
      String chain = hook.name();
      List<String> rules =
          family.legacyTables().run("", "-w", "-S", chain).output().lines().toList();
      String last = rules.isEmpty() ? "" : rules.getLast();
      return rules.contains("-P " + chain + " DROP")
          || last.equals("-A " + chain + " -j DROP")
          || last.startsWith("-A " + chain + " -j REJECT");
    } catch (ContainerException noSuchProgram) {
      return false; // Who set a policy has it.
    }
  }
}
