package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Networks that users make.
class NetworksTest {
  @TempDir static Path folder;
  private static Program slipway;

  @BeforeAll
  static void prepare() throws IOException {
    Program.needRoot();
    slipway = Program.in(folder);
    slipway.load("busybox");
  }

  @AfterEach
  void removeAll() {
    for (String id : slipway.run("ps", "-aq").succeeded().output().lines().toList()) {
      slipway.run("rm", "-fv", id).succeeded();
    }
    slipway.run("network", "prune", "-f").succeeded();
  }

  private static String create(String... words) {
    List<String> all = new ArrayList<>(List.of("network", "create"));
    all.addAll(List.of(words));
    return slipway.run(all.toArray(String[]::new)).succeeded().text();
  }

  private static void serve(String name, String... options) {
    List<String> all = new ArrayList<>(List.of("run", "-d", "--name", name));
    all.addAll(List.of(options));
    all.addAll(List.of("busybox", "sleep", "1000"));
    slipway.run(all.toArray(String[]::new)).succeeded();
  }

  private static String address(String name) {
    return slipway.run("inspect", "-f", "{{.NetworkSettings.IPAddress}}", name).succeeded().text();
  }

  private static String hosts(String... options) {
    List<String> all = new ArrayList<>(List.of("run", "--rm"));
    all.addAll(List.of(options));
    all.addAll(List.of("busybox", "cat", "/etc/hosts"));
    return slipway.run(all.toArray(String[]::new)).succeeded().output();
  }

  @Test
  void containersFindEachOtherByTheirNames() {
    create("back");
    serve("db", "--network", "back", "--network-alias", "store", "-h", "one");

    assertThat(hosts("--network", "back")).contains(address("db") + "\tdb store ");
    assertThat(slipway.run("inspect", "-f", "{{.HostConfig.NetworkMode}}", "db").text())
        .isEqualTo("back");

    // One that comes later is known to those that are there, and one that goes is forgotten.
    serve("late", "--network", "back", "-h", "two");
    assertThat(slipway.run("exec", "db", "cat", "/etc/hosts").text())
        .contains(address("late") + "\tlate ");
    slipway.run("rm", "-f", "late").succeeded();
    assertThat(slipway.run("exec", "db", "cat", "/etc/hosts").text()).doesNotContain("late");
  }

  @Test
  void networksAreKeptApart() {
    create("one");
    create("two");
    serve("web", "--network", "one");

    assertThat(hosts("--network", "two")).doesNotContain("web");
    assertThat(hosts()).doesNotContain("web");
  }

  @Test
  void addressesAreChosen() {
    create("--subnet", "10.231.7.0/24", "--label", "a=b", "small");
    assertThat(
            slipway
                .run(
                    "run",
                    "--rm",
                    "--network",
                    "small",
                    "--ip",
                    "10.231.7.77",
                    "busybox",
                    "sh",
                    "-c",
                    "hostname -i; ip route | head -1")
                .succeeded()
                .text())
        .startsWith("10.231.7.77")
        .contains("default via 10.231.7.1");
    assertThat(
            slipway
                .run("run", "--rm", "--network", "small", "--ip", "10.0.0.1", "busybox")
                .errors())
        .contains("it is not in 10.231.7.0/24");
    assertThat(slipway.run("run", "--rm", "--ip", "10.0.0.1", "busybox").errors())
        .contains("supported on user defined networks only");
    assertThat(slipway.run("network", "create", "--subnet", "10.231.7.0/25", "x").errors())
        .contains("Pool overlaps");
    assertThat(slipway.run("network", "inspect", "-f", "{{json .IPAM}}", "small").text())
        .contains("\"10.231.7.0/24\"");
  }

  @Test
  void networksAreMadeListedAndRemoved() {
    String id = create("listed");
    assertThat(id).matches("[0-9a-f]{64}");
    assertThat(slipway.run("network", "ls", "--format", "{{.Name}} {{.Driver}}").output().lines())
        .containsExactly("bridge bridge", "host host", "listed bridge", "none null");
    assertThat(slipway.run("network", "create", "listed").errors()).contains("already exists");
    assertThat(slipway.run("network", "create", "host").errors()).contains("already exists");
    serve("web", "--network", id.substring(0, 12));
    assertThat(slipway.run("network", "rm", "listed").errors()).contains("has active endpoints");
    slipway.run("rm", "-f", "web").succeeded();
    slipway.run("network", "rm", "listed").succeeded();
    assertThat(Path.of("/sys/class/net/sw-" + id.substring(0, 11))).doesNotExist();
    assertThat(slipway.run("network", "rm", "listed").errors())
        .contains("network listed not found");
    assertThat(slipway.run("run", "--rm", "--network", "listed", "busybox").exitCode())
        .isEqualTo(125);
    assertThat(slipway.run("network", "connect", "listed", "web").errors()).contains("--network");
  }

  @Test
  void linksNameAnotherContainer() {
    serve("linked");
    assertThat(hosts("--link", "linked:it")).contains(address("linked") + "\tit ");
    slipway.run("stop", "-t", "0", "linked").succeeded();
    assertThat(slipway.run("run", "--rm", "--link", "linked", "busybox", "true").errors())
        .contains("Cannot link to a non running container: /linked");
  }
}
