package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Networks that users make.
class NetworksTest {
  private static final String SUBNET = "{{(index .IPAM.Config 0).Subnet}}";

  private static final int TRIES = 50;
  private static final String SIX = "echo six >/index.html; exec httpd -f -p 80 -h /";

  @TempDir static Path folder;
  private static TestContainers containers;
  private static Program slipway;

  @BeforeAll
  static void prepare() {
    containers = TestContainers.in(folder);
    slipway = containers.slipway();
  }

  @AfterEach
  void removeAll() {
    containers.removeAll();
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

  /// What a script says in a container that has these options.
  private static String sh(String script, String... options) {
    List<String> all = new ArrayList<>(List.of("run", "--rm"));
    all.addAll(List.of(options));
    all.addAll(List.of("busybox", "sh", "-c", script));
    return slipway.run(all.toArray(String[]::new)).text();
  }

  private static String inside(String name, String script) {
    return slipway.run("exec", name, "sh", "-c", script).text();
  }

  private static String address(String name) {
    return containers.inspect("NetworkSettings.IPAddress", name);
  }

  private static String addressOn(String name, String network) {
    return slipway
        .run(
            "inspect",
            "-f",
            "{{(index .NetworkSettings.Networks \"" + network + "\").IPAddress}}",
            name)
        .succeeded()
        .text();
  }

  private static String lookUp(String name) {
    return "nslookup -type=a " + name + " | grep ^Address | tail -n +2 | cut -d' ' -f2";
  }

  @Test
  void containersFindEachOtherByTheirNames() {
    create("back");
    serve("db", "--network", "back", "--network-alias", "store", "-h", "one");
    String db = address("db");

    assertThat(
            sh(lookUp("db") + ";" + lookUp("STORE") + ";" + lookUp("db.back"), "--network", "back"))
        .isEqualTo(db + "\n" + db + "\n" + db);
    assertThat(sh("nslookup " + db, "--network", "back")).contains("name = db.back");
    assertThat(containers.inspect("HostConfig.NetworkMode", "db")).isEqualTo("back");

    // One that comes later is known to those that are there, and one that goes is forgotten.
    serve("late", "--network", "back", "-h", "two");
    assertThat(inside("db", lookUp("late"))).isEqualTo(address("late"));
    slipway.run("rm", "-f", "late").succeeded();
    assertThat(inside("db", lookUp("late"))).isEmpty();
  }

  @Test
  void aContainerIsFoundByItsNewName() {
    create("renaming");
    serve("before", "--network", "renaming", "--network-alias", "store");
    String address = address("before");

    slipway.run("rename", "before", "after").succeeded();

    assertThat(sh(lookUp("after") + ";" + lookUp("store"), "--network", "renaming"))
        .isEqualTo(address + "\n" + address);
    assertThat(sh(lookUp("before"), "--network", "renaming")).isEmpty();
  }

  @Test
  void severalOfOneNameTakeTurns() {
    create("many");
    serve("one", "--network", "many", "--network-alias", "shared");
    serve("two", "--network", "many", "--network-alias", "shared");

    assertThat(sh(lookUp("shared"), "--network", "many").lines())
        .containsExactlyInAnyOrder(address("one"), address("two"));
  }

  @Test
  void networksAreKeptApart() {
    create("one");
    create("two");
    serve("web", "--network", "one");

    assertThat(sh(lookUp("web"), "--network", "two")).isEmpty();
    assertThat(sh("cat /etc/hosts /etc/resolv.conf"))
        .doesNotContain("web")
        .doesNotContain(addressOn("web", "one"));
  }

  @Test
  void aContainerIsOnSeveralNetworks() {
    create("front");
    create("rear");
    serve("web", "--network", "front");
    serve("db", "--network", "rear");
    serve("api", "--network", "front", "--network", "name=rear,alias=middle");

    assertThat(inside("api", lookUp("web") + ";" + lookUp("db")))
        .isEqualTo(address("web") + "\n" + address("db"));
    assertThat(inside("db", lookUp("middle"))).isEqualTo(addressOn("api", "rear"));
    assertThat(inside("web", lookUp("middle"))).isEmpty();
    assertThat(slipway.run("ps", "-f", "name=api", "--format", "{{.Networks}}").text())
        .isEqualTo("front,rear");
    assertThat(containers.say("run --network front --network front busybox").errors())
        .contains("network \"front\" is specified multiple times");
    assertThat(containers.say("run --network front --network host busybox").errors())
        .contains("cannot attach both user-defined and non-user-defined network-modes");
    assertThat(containers.say("run --network name=front,colour=red busybox").errors())
        .contains("invalid field key colour in");
  }

  @Test
  void aRunningContainerIsConnectedAndDisconnected() {
    create("back");
    serve("db", "--network", "back");
    serve("web");
    String before = inside("web", "ip route | grep default");

    containers.say("network connect --alias site back web").succeeded();

    assertThat(inside("web", lookUp("db"))).isEqualTo(address("db"));
    assertThat(inside("db", lookUp("site"))).isEqualTo(addressOn("web", "back"));
    assertThat(inside("web", "ip route | grep default")).isEqualTo(before);
    assertThat(containers.say("network connect back web").errors()).contains("already exists");
    assertThat(slipway.run("network", "rm", "back").errors()).contains("has active endpoints");

    containers.say("network disconnect bridge web").succeeded();
    assertThat(inside("web", "ip route | grep default")).isNotEqualTo(before).contains("eth1");
    assertThat(inside("web", "ls /sys/class/net")).isEqualTo("eth1\nlo");
    containers.say("restart -t 0 web").succeeded();
    assertThat(inside("web", lookUp("db") + "; ls /sys/class/net"))
        .isEqualTo(address("db") + "\neth0\nlo");

    containers.say("network disconnect back web").succeeded();
    assertThat(inside("web", "ls /sys/class/net")).isEqualTo("lo");
    assertThat(inside("db", lookUp("web"))).isEmpty();
    assertThat(containers.say("network disconnect back web").errors())
        .contains("is not connected to network back");
    containers.say("network connect bridge web").succeeded();
    assertThat(inside("web", "ip route | grep default")).contains("eth0");
    assertThat(containers.say("network connect nosuch web").errors())
        .contains("network nosuch not found");
  }

  @Test
  void portsMoveWithTheWayOut() throws Exception {
    create("back");
    slipway
        .run(
            "run",
            "-d",
            "--name",
            "web",
            "-p",
            "127.0.0.1::80",
            "busybox",
            "sh",
            "-c",
            "echo hello >/index.html; exec httpd -f -p 80 -h /")
        .succeeded();
    containers.say("network connect back web").succeeded();
    // The default bridge came after the network: neither has the other's addresses.
    assertThat(slipway.run("network", "inspect", "-f", SUBNET, "back").text())
        .isNotEqualTo(slipway.run("network", "inspect", "-f", SUBNET, "bridge").text());
    assertThat(Service.of(slipway, "web", 80).get("/").body()).isEqualTo("hello\n");

    containers.say("network disconnect bridge web").succeeded();

    assertThat(Service.of(slipway, "web", 80).get("/").body()).isEqualTo("hello\n");
    containers.say("network disconnect back web").succeeded();
    assertThat(slipway.run("port", "web").output()).isEmpty();
  }

  @Test
  void whatDoesNotRunIsConnectedWhenItStarts() {
    create("back");
    containers.say("create --name later busybox sh -c hostname;sleep").succeeded();
    containers.say("network connect back later").succeeded();
    assertThat(slipway.run("inspect", "-f", "{{json .NetworkSettings.Networks}}", "later").text())
        .contains("\"bridge\"", "\"back\"");
    containers.say("run -d --network none --name alone busybox sleep 1000").succeeded();
    assertThat(containers.say("network connect back alone").errors())
        .contains("private (none) mode");
    containers.say("run -d --network host --name outside busybox sleep 1000").succeeded();
    assertThat(containers.say("network connect back outside").errors())
        .contains("sharing network namespace with another container or host");
  }

  /// A network of 254 addresses that nobody on this machine has.
  private static String freeSubnet(String name) {
    var random = new Random();
    for (int i = 0; i < TRIES; i++) {
      String subnet = "10." + (200 + random.nextInt(50)) + "." + random.nextInt(250) + ".";
      Outcome made =
          slipway.run("network", "create", "--subnet", subnet + "0/24", "--label", "a=b", name);
      if (made.exitCode() == 0) {
        return subnet;
      }
      assertThat(made.errors()).contains("Pool overlaps");
    }
    throw new AssertionError("no free network");
  }

  @Test
  void addressesAreChosen() {
    String subnet = freeSubnet("small");
    assertThat(
            sh(
                "hostname -i; ip route | head -1; cat /sys/class/net/eth0/address",
                "--network",
                "small",
                "--ip",
                subnet + "77",
                "--mac-address",
                "02:11:22:33:44:55"))
        .startsWith(subnet + "77")
        .contains("default via " + subnet + "1")
        .endsWith("02:11:22:33:44:55");
    assertThat(containers.say("run --rm --network small --ip 192.0.2.1 busybox").errors())
        .contains("it is not in " + subnet + "0/24");
    assertThat(containers.say("run --rm --ip 192.0.2.1 busybox").errors())
        .contains("supported on user defined networks only");
    assertThat(containers.say("network create --subnet " + subnet + "0/25 x").errors())
        .contains("Pool overlaps");
    assertThat(slipway.run("network", "inspect", "-f", "{{json .IPAM}}", "small").text())
        .contains("\"" + subnet + "0/24\"");
    assertThat(sh("cat /sys/class/net/eth0/address", "--mac-address", "92:d0:c6:0a:29:33"))
        .isEqualTo("92:d0:c6:0a:29:33");
    assertThat(containers.say("run --mac-address 01:00:00:00:00:00 busybox").errors())
        .contains("invalid MAC address");
    assertThat(
            containers.say("run --network none --mac-address 02:11:22:33:44:55 busybox").errors())
        .contains("mac-address and the network mode");
  }

  @Test
  void networksHaveIpv6() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/sys/net/ipv6")), "needs IPv6");
    create("--ipv6", "six");
    String range =
        slipway.run("network", "inspect", "-f", "{{(index .IPAM.Config 1).Subnet}}", "six").text();
    assertThat(range).matches("fd[0-9a-f]{2}:.*::/64");
    String first = range.substring(0, range.indexOf('/'));
    slipway
        .run(
            "run",
            "-d",
            "--name",
            "web",
            "--network",
            "six",
            "-p",
            "80",
            "busybox",
            "sh",
            "-c",
            "echo hello >/index.html; exec httpd -f -p 80 -h /")
        .succeeded();

    assertThat(
            sh(
                "ip -6 addr show eth0 | grep global; ip -6 route | grep default;"
                    + " until wget -qO- http://web/; do sleep 0.1; done;"
                    + " until wget -qO- http://["
                    + first
                    + "2]/; do sleep 0.1; done",
                "--network",
                "six",
                "--ip6",
                first + "99"))
        .contains("inet6 " + first + "99/64")
        .contains("default via " + first + "1")
        .endsWith("hello\nhello");
    assertThat(inside("web", "nslookup -type=aaaa web")).contains(first + "2");
    assertThat(slipway.run("port", "web", "80").text()).contains("0.0.0.0:").contains("[::]:");
    assertThat(Service.of(slipway, "web", 80).get("/").body()).isEqualTo("hello\n");
    assertThat(containers.say("network create --subnet fd00:1::/64 x").errors())
        .contains("add --ipv6");
    create("four");
    assertThat(containers.say("run --network four --ip6 fd00::1 busybox true").errors())
        .contains("the network has no IPv6");
  }

  @Test
  void portsArePublishedOnAddressesOfIpv6() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/sys/net/ipv6")), "needs IPv6");
    create("--ipv6", "six");
    String gateway =
        slipway.run("network", "inspect", "-f", "{{(index .IPAM.Config 1).Gateway}}", "six").text();
    String at = "[" + gateway + "]";
    slipway
        .run(
            "run",
            "-d",
            "--name",
            "served",
            "--network",
            "six",
            "-p",
            at + "::80",
            "busybox",
            "sh",
            "-c",
            SIX)
        .succeeded();
    String port = slipway.run("port", "served", "80").succeeded().text();
    assertThat(port).startsWith(at + ":");

    String script = "until wget -qO- http://" + port + "; do sleep 0.1; done";
    assertThat(sh(script, "--network", "six")).isEqualTo("six");
    assertThat(
            slipway
                .run("run", "--rm", "--network", "six", "-p", port + ":80", "busybox", "true")
                .errors())
        .contains("Bind for " + port + " failed: port is already allocated");
    assertThat(containers.say("run --rm -p [::1]::80 busybox true").errors())
        .contains("cannot publish [::1]:0: the network bridge has no IPv6")
        .contains("slipway network create --ipv6");
  }

  /// Where bridges are filtered, as Docker has it, that address cannot be had.
  @Test
  void aPortOfTheLoopbackOfIpv6AnswersOrIsRefused() throws Exception {
    assumeTrue(Files.isDirectory(Path.of("/proc/sys/net/ipv6")), "needs IPv6");
    create("--ipv6", "six");
    Outcome run =
        slipway.run(
            "run",
            "-d",
            "--name",
            "web",
            "--network",
            "six",
            "-p",
            "[::1]::80",
            "busybox",
            "sh",
            "-c",
            SIX);
    Path filtered = Path.of("/proc/sys/net/bridge/bridge-nf-call-ip6tables");

    if (Files.exists(filtered) && Files.readString(filtered).startsWith("1")) {
      assertThat(run.errors()).contains("cannot publish [::1]:0").contains("bridge-nf-call");
    } else {
      String port = slipway.run("port", "web", "80").succeeded().text();
      assertThat(new Service("http://" + port).get("/").body()).isEqualTo("six\n");
    }
  }

  @Test
  void theNetworkWithTheHighestPriorityIsTheWayOut() {
    create("low");
    create("high");
    serve("web", "--network", "low", "-p", "80");
    String ports = slipway.run("port", "web").text();
    String gateway = "ip route | grep default | cut -d' ' -f3";
    String before = inside("web", gateway);

    slipway
        .run(
            "network",
            "connect",
            "--gw-priority",
            "5",
            "--link-local-ip",
            "169.254.7.7",
            "high",
            "web")
        .succeeded();

    assertThat(inside("web", gateway)).isNotEqualTo(before);
    assertThat(inside("web", "ip addr show eth1")).contains("inet 169.254.7.7/16");
    assertThat(slipway.run("port", "web").text()).matches("80/tcp -> 0.0.0.0:\\d+");
    assertThat(ports).matches("80/tcp -> 0.0.0.0:\\d+");
    slipway.run("network", "disconnect", "high", "web").succeeded();
    assertThat(inside("web", gateway)).isEqualTo(before);
    assertThat(containers.say("network connect --link-local-ip 10.0.0.1 high web").errors())
        .contains("invalid link-local IP address: 10.0.0.1");
    assertThat(sh(gateway, "--network", "high", "--network", "name=low,gw-priority=1"))
        .isEqualTo(before);
  }

  @Test
  void aLinkOfANetworkIsKnownToOneContainerAlone() {
    create("back");
    serve("db", "--network", "back");
    serve("web");

    slipway.run("network", "connect", "--link", "db:store", "back", "web").succeeded();

    assertThat(inside("web", "cat /etc/hosts")).contains(address("db") + "\tstore ");
    assertThat(sh(lookUp("store"), "--network", "back")).isEmpty();
    slipway.run("network", "disconnect", "back", "web").succeeded();
    assertThat(inside("web", "cat /etc/hosts")).doesNotContain("store");
    create("other");
    assertThat(containers.say("network connect --link db:store other web").errors())
        .contains("Cannot link to /db, as it is not on other");
    assertThat(containers.say("network connect --driver-opt a=b other web").errors())
        .contains("driver-opt");
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
    assertThat(Path.of("/run/slipway/network/named/sw-" + id.substring(0, 11))).doesNotExist();
    assertThat(slipway.run("network", "rm", "listed").errors())
        .contains("network listed not found");
    assertThat(slipway.run("run", "--rm", "--network", "listed", "busybox").exitCode())
        .isEqualTo(125);
  }

  @Test
  void anInternalNetworkLeadsNowhere() {
    create("--internal", "closed");
    serve("db", "--network", "closed");

    assertThat(sh(lookUp("db") + "; ip route | grep -c default", "--network", "closed"))
        .isEqualTo(address("db") + "\n0");
    assertThat(inside("db", "nslookup -type=a example.com 2>&1")).contains("SERVFAIL");
  }

  @Test
  void linksNameAnotherContainer() {
    serve("linked");
    assertThat(sh("cat /etc/hosts", "--link", "linked:it")).contains(address("linked") + "\tit ");
    slipway.run("stop", "-t", "0", "linked").succeeded();
    assertThat(slipway.run("run", "--rm", "--link", "linked", "busybox", "true").errors())
        .contains("Cannot link to a non running container: /linked");
  }
}
