package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A host whose firewall drops what it forwards: containers reach the world beyond, their ports
/// answer it, and nothing of that is left when they are gone, however they went. Host and world are
/// network namespaces of the test's own.
class DroppingFirewallTest {
  private static final String HOST = "192.0.2.1";
  private static final String WORLD = "192.0.2.2";

  /// Whose rules they are.
  enum Kind {
    NFT("nft", "exec nft -f drop.nft"),
    NFT_LAST("nft", "exec nft -f last.nft"),
    TABLES("iptables-nft", tables("iptables-nft", "-P FORWARD DROP", "-A INPUT -j DROP")),
    TABLES_LAST("iptables-nft", tables("iptables-nft", "-A FORWARD -j REJECT", "-P INPUT DROP")),
    LEGACY("iptables-legacy", tables("iptables-legacy", "-P FORWARD DROP", "-A INPUT -j REJECT"));

    private final String program;
    private final String rules;

    Kind(String program, String rules) {
      this.program = program;
      this.rules = rules;
    }

    private static String tables(String program, String forward, String input) {
      return String.join(
          "\n",
          "set -e",
          program + " " + forward,
          program + " -A INPUT -i lo -j ACCEPT",
          program + " -A INPUT -m conntrack --ctstate ESTABLISHED -j ACCEPT",
          program + " " + input);
    }
  }

  @TempDir Path folder;
  private NetworkNamespace host;
  private NetworkNamespace world;
  private Process server;
  private TestContainers containers;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    Program.needRoot();
    Program.in(folder).load("busybox");
    host = NetworkNamespace.make(folder);
    world = NetworkNamespace.make(folder);
    host.connect(world, HOST, WORLD);
    slipway = host.enter(Program.in(folder));
    containers = new TestContainers(slipway);
    Path pages = Files.createDirectory(folder.resolve("www"));
    Files.writeString(pages.resolve("page"), "world\n");
    server = world.start("busybox", "httpd", "-f", "-p", "8000", "-h", pages.toString());
    Files.writeString(
        folder.resolve("drop.nft"),
        """
        table inet own {
          chain own {
            type filter hook forward priority 0; policy drop;
          }
          chain host {
            type filter hook input priority 0; policy drop;
            ct state established accept
            iif lo accept
          }
        }
        """);
    Files.writeString(
        folder.resolve("last.nft"),
        """
        table inet own {
          chain own {
            type filter hook forward priority 10; policy accept;
            ct state { established, related } accept
            ct status dnat accept
            counter reject with icmpx admin-prohibited
          }
          chain host {
            type filter hook input priority 10; policy accept;
            ct state established accept
            iif lo accept
            log drop
          }
        }
        """);
  }

  @AfterEach
  void removeAll() {
    if (host != null) {
      containers.removeAll();
      host.close();
    }
    if (world != null) {
      server.destroyForcibly();
      world.close();
    }
  }

  /// What the firewall has of ours: rules that name a bridge, and tables.
  private List<String> ours(String bridge) throws IOException {
    StringBuilder all = new StringBuilder(host.say("nft list ruleset").output());
    if (Files.exists(Path.of("/usr/sbin/iptables-legacy"))) {
      all.append(host.say("iptables-legacy -S").output());
    }
    return all.toString().lines().filter(line -> line.contains(bridge)).toList();
  }

  private void isReachedAndReachesOut(String name, String network) {
    slipway
        .run(
            "run",
            "-d",
            "--name",
            name,
            "--network",
            network,
            "-p",
            "80",
            "busybox",
            "sh",
            "-c",
            "echo inside >/page; exec httpd -f -p 80 -h /")
        .succeeded();
    TestContainers.await(
        "the world is there",
        () -> world.say("busybox wget -qO- http://127.0.0.1:8000/page").exitCode() == 0);
    assertThat(
            slipway
                .run("exec", name, "wget", "-qO-", "http://" + WORLD + ":8000/page")
                .succeeded()
                .text())
        .isEqualTo("world");
    String published = slipway.run("port", name, "80").succeeded().text();
    String port = published.lines().findFirst().orElseThrow().replaceFirst(".*:", "");
    String asked = "busybox wget -qO- http://" + HOST + ":" + port + "/page";
    TestContainers.await(name + " is there", () -> world.say(asked).text().equals("inside"));
  }

  private void killAll() {
    String run = "/run/slipway/" + RunDirectory.of(slipway.store());
    for (ProcessHandle process : ProcessHandle.allProcesses().toList()) {
      if (commandLine(process).contains(run)) {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
      }
    }
  }

  private static String commandLine(ProcessHandle process) {
    try {
      return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"));
    } catch (IOException ended) {
      return "";
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatCrossesABridgeIsLetThroughAndNothingStays(Kind kind) throws Exception {
    assumeTrue(Files.exists(Path.of("/usr/sbin", kind.program)), kind.program + " is not here");
    Files.writeString(folder.resolve("rules"), kind.rules);
    host.say("sh rules").succeeded();

    isReachedAndReachesOut("one", "bridge");
    String address = containers.inspect("NetworkSettings.IPAddress", "one");
    assertThat(ours(address)).isNotEmpty();
    slipway.run("network", "create", "own").succeeded();
    isReachedAndReachesOut("other", "own");
    assertThat(slipway.run("exec", "other", "wget", "-qO-", "http://other/page").succeeded().text())
        .isEqualTo("inside");

    killAll();
    TestContainers.await("nothing runs", () -> slipway.run("ps", "-q").succeeded().all().isEmpty());
    slipway.run("rm", "one", "other").succeeded();
    assertThat(ours(address)).isEmpty();
    assertThat(host.say("ip -o link").output().lines()).hasSize(4); // And the two bridges.

    slipway.run("network", "prune", "-f").succeeded();
    assertThat(ours("slipway")).isEmpty();
    assertThat(ours("sw-")).isEmpty();
    assertThat(host.say("ip -o link").output().lines()).hasSize(2);
  }
}
