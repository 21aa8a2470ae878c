package dev.slipway.it;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The containers of one test class, on a busybox in a store of its own.
record TestContainers(Program slipway) {
  /// How long what must come is waited for on a machine that has much else to do.
  private static final long PATIENCE = Duration.ofMinutes(5).toNanos();

  static TestContainers in(Path folder) {
    Program.needRoot();
    var containers = new TestContainers(Program.in(folder));
    containers.slipway.load("busybox");
    return containers;
  }

  /// A command whose words have no spaces in them.
  Outcome say(String line) {
    return slipway.run(line.split(" "));
  }

  /// A container without a network that goes with its end.
  Outcome run(String... words) {
    return command(List.of("run", "--rm", "--network", "none"), words);
  }

  /// One without a network that stays and is not waited for.
  void detached(String name, String... words) {
    command(List.of("run", "-d", "--network", "none", "--name", name), words).succeeded();
  }

  private Outcome command(List<String> first, String... words) {
    List<String> all = new ArrayList<>(first);
    all.addAll(List.of(words));
    return slipway.run(all.toArray(String[]::new));
  }

  /// What a script says in a container without a network.
  ///
  /// @param options of `run`
  String sh(String script, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("busybox", "sh", "-c", script));
    return run(all.toArray(String[]::new)).succeeded().text();
  }

  /// @param field `State.Status`
  String inspect(String field, String name) {
    return slipway.run("inspect", "-f", "{{." + field + "}}", name).succeeded().text();
  }

  /// Waits until a field of a container has a value.
  void await(String field, String name, String value) {
    await(name + "." + field + " = " + value, () -> inspect(field, name).equals(value));
  }

  /// Something that becomes true.
  interface Condition {
    boolean holds() throws IOException;
  }

  static void await(String what, Condition condition) {
    long until = System.nanoTime() + PATIENCE;
    try {
      while (!condition.holds()) {
        if (System.nanoTime() > until) {
          throw new AssertionError("not within minutes: " + what);
        }
        Thread.sleep(10);
      }
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError(what, failed);
    }
  }

  void removeAll() {
    for (String id : slipway.run("ps", "-aq").succeeded().output().lines().toList()) {
      slipway.run("rm", "-fv", id).succeeded();
    }
  }
}
