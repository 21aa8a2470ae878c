package dev.slipway.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a bridge of its own, beside the host's: namespaces that the test makes, and the host's
/// loopback.
class BridgeNetworkTest {
  private static final String BRIDGE = "swtest" + ProcessHandle.current().pid() % 100_000;

  @TempDir Path state;
  private BridgeNetwork network;

  @BeforeEach
  void needRoot() {
    assumeTrue("root".equals(System.getProperty("user.name")), "bridges need root");
    network = new BridgeNetwork(BRIDGE, state);
  }

  @AfterEach
  void removeBridge() throws Exception {
    Firewall.remove(BRIDGE);
  }

  @Test
  void aPublishedPortIsReachedThroughEveryAddressOfTheHost() throws Exception {
    try (var endpoint = network.attach("web", PortSpec.parse("80"));
        var server = serve(endpoint)) {
      int port = endpoint.ports().getFirst().hostPort();

      assertThat(server.getFromHost("127.0.0.1", port)).isEqualTo("hello");
      assertThat(server.getFromHost(endpoint.gateway(), port)).isEqualTo("hello");
      assertThat(server.getFromHost("localhost", port)).isEqualTo("hello");
      network.release("web");
    }
  }

  /// Otherwise what is on its way to the one before is lost, and its connection with it.
  @Test
  void theBridgeKeepsItsHardwareAddressWhoeverComesAndGoes() throws Exception {
    try (var one = network.attach("one", List.of())) {
      byte[] address = MacAddress.of(Ipv4.parse(one.gateway())).bytes();
      assertThat(bridgeAddress()).isEqualTo(address);
      for (String name : List.of("two", "three", "four")) {
        try (var _ = network.attach(name, List.of())) {
          assertThat(bridgeAddress()).isEqualTo(address);
        }
        network.release(name);
      }
      assertThat(bridgeAddress()).isEqualTo(address);
    }
  }

  private static byte[] bridgeAddress() throws IOException {
    return NetworkInterface.getByName(BRIDGE).getHardwareAddress();
  }

  @Test
  void aDamagedRecordStopsNobody() throws Exception {
    Path records = Files.createDirectories(state.resolve("endpoints"));
    Files.writeString(records.resolve("gone"), "");
    try (var running = network.attach("running", List.of())) {
      Files.writeString(records.resolve("running"), "no address");

      try (var next = network.attach("next", List.of())) {
        assertThat(next.address()).isNotEmpty();
        assertThat(running.namespace()).exists();
      }
    }
    assertThat(records.resolve("gone")).doesNotExist();
    assertThat(records.resolve("running")).exists();
  }

  @Test
  void neighboursOfABridgeAreThoseThatAnswered() {
    List<String> table =
        List.of(
            "IP address       HW type     Flags       HW address            Mask     Device",
            "172.17.0.2       0x1         0x2         02:42:ac:11:00:02     *        slipway0",
            "172.17.0.3       0x1         0x0         00:00:00:00:00:00     *        slipway0",
            "192.0.2.1        0x1         0x2         aa:bb:cc:dd:ee:ff     *        eth0");
    assertThat(Neighbours.parse(table, "slipway0")).containsExactly(Ipv4.parse("172.17.0.2"));
  }

  @Test
  void aContainerReachesItsOwnPublishedPortAndItsNeighbour() throws Exception {
    try (var one = network.attach("one", PortSpec.parse("80"));
        var other = network.attach("other", List.of());
        var _ = serve(one)) {
      int port = one.ports().getFirst().hostPort();

      assertThat(InsideServer.get(one, one.gateway(), port)).endsWith("hello");
      assertThat(InsideServer.get(other, one.gateway(), port)).endsWith("hello");
      assertThat(InsideServer.get(other, one.address(), 80)).endsWith("hello");
      assertThat(one.address()).isNotEqualTo(other.address());
    }
  }

  @Test
  void theHostsOwnLoopbackIsNotReachedFromInside() throws Exception {
    try (var endpoint = network.attach("nosy", List.of());
        var secret = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      InsideServer.run(endpoint, "ip", "route", "replace", "127.0.0.1", "via", endpoint.gateway());
      InsideServer.run(endpoint, "ip", "addr", "del", "127.0.0.1/8", "dev", "lo");

      assertThat(InsideServer.get(endpoint, "127.0.0.1", secret.getLocalPort())).isEmpty();
    }
  }

  @Test
  void aTakenPortIsRefusedAndNothingIsLeft() throws Exception {
    try (var program = new ServerSocket(0)) {
      int port = program.getLocalPort();
      assertThatThrownBy(() -> network.attach("late", PortSpec.parse(port + ":80")))
          .isInstanceOf(ContainerException.class)
          .hasMessageContaining("failed to bind host port")
          .hasMessageContaining(String.valueOf(port));
    }
    try (var first = network.attach("first", PortSpec.parse("80"))) {
      int port = first.ports().getFirst().hostPort();
      assertThatThrownBy(() -> network.attach("second", PortSpec.parse(port + ":80")))
          .isInstanceOf(ContainerException.class)
          .hasMessage("Bind for 0.0.0.0:" + port + " failed: port is already allocated");
    }
    assertThat(state.resolve("endpoints").resolve("late")).doesNotExist();
    assertThat(state.resolve("endpoints").resolve("second")).doesNotExist();
  }

  @Test
  void whatAVanishedContainerHeldIsTakenBackByTheNext() throws Exception {
    String address;
    int port;
    try (var gone = network.attach("gone", PortSpec.parse("80"))) {
      address = gone.address();
      port = gone.ports().getFirst().hostPort();
    }
    awaitNoLink(state.resolve("endpoints").resolve("gone"));

    try (var next = network.attach("next", PortSpec.parse(port + ":80"))) {
      assertThat(next.address()).isEqualTo(address);
      assertThat(next.ports().getFirst().hostPort()).isEqualTo(port);
      assertThat(state.resolve("endpoints").resolve("gone")).doesNotExist();
    }
  }

  @Test
  void releaseTakesEverythingBackAndMayBeRepeated() throws Exception {
    try (var endpoint = network.attach("brief", PortSpec.parse("80"));
        var server = serve(endpoint)) {
      int port = endpoint.ports().getFirst().hostPort();
      network.release("brief");
      network.release("brief");

      assertThatThrownBy(() -> server.getFromHost("127.0.0.1", port))
          .isInstanceOf(IOException.class);
      try (var sameAgain = network.attach("again", PortSpec.parse(port + ":80"))) {
        assertThat(sameAgain.address()).isEqualTo(endpoint.address());
      }
    }
  }

  /// Its address is nobody else's until its link is down.
  @Test
  void whatWasLeftIsTakenBackByWhoeverComesWhenTheKernelHasTakenItDown() throws Exception {
    Path record = state.resolve("endpoints").resolve("step");
    String address;
    try (var endpoint = network.attach("step", List.of())) {
      address = endpoint.address();
      network.leave("step");
      assertThat(record).exists();
      try (var beside = network.attach("beside", List.of())) {
        assertThat(beside.address()).isNotEqualTo(address);
      }
      network.release("beside");
    }
    awaitNoLink(record);

    try (var next = network.attach("next", List.of())) {
      assertThat(next.address()).isEqualTo(address);
      assertThat(record).doesNotExist();
    }
    network.leave("step");
  }

  @Test
  void theBridgeKeepsItsLargestPacketWhenItsLastContainerLeaves() throws Exception {
    int first;
    try (var _ = network.attach("gone", List.of())) {
      first = NetworkInterface.getByName(BRIDGE).getMTU();
    }
    awaitNoLink(state.resolve("endpoints").resolve("gone"));
    assertThat(NetworkInterface.getByName(BRIDGE).getMTU()).isEqualTo(first);
  }

  private static void awaitNoLink(Path record) throws Exception {
    String link = Files.readString(record).split("\\s+", 3)[1];
    while (Files.exists(Path.of("/sys/class/net", link))) {
      Thread.sleep(5);
    }
  }

  private InsideServer serve(NetworkEndpoint endpoint) throws Exception {
    return new InsideServer(endpoint, Files.createTempDirectory(state, "www"), "hello");
  }
}
