package dev.slipway.runtime.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.network.PastaNetwork.Lifetime;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PastaNetworkTest {
  @TempDir Path run;

  @BeforeEach
  void needDevice() {
    assumeTrue(Files.isWritable(Path.of("/dev/net/tun")), "pasta needs /dev/net/tun");
  }

  @Test
  void aPublishedPortIsReachedOnLoopback() throws Exception {
    var network = new PastaNetwork(run, Lifetime.ENDPOINT);
    try (var endpoint = network.attach("web", PortSpec.parse("127.0.0.1::80"));
        var server =
            new InsideServer(endpoint, Files.createDirectory(run.resolve("www")), "hello")) {
      assertThat(server.getFromHost("127.0.0.1", endpoint.ports().getFirst().hostPort()))
          .isEqualTo("hello");
    } finally {
      network.release("web");
    }
  }

  @Test
  void theHostsOwnLoopbackIsNotReachedFromInside() throws Exception {
    var network = new PastaNetwork(run, Lifetime.ENDPOINT);
    try (var secret = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var endpoint = network.attach("nosy", List.of())) {
      assertThat(InsideServer.get(endpoint, endpoint.gateway(), secret.getLocalPort())).isEmpty();
    }
  }

  @Test
  void aStepsProcessEndsWithItsEndpoint() throws Exception {
    var network = new PastaNetwork(run, Lifetime.ENDPOINT);
    ProcessHandle pasta;
    try (var _ = network.attach("step", List.of())) {
      pasta = Pasta.running(run.resolve("pasta/step")).orElseThrow();
    }
    pasta.onExit().join();
    assertThat(pasta.isAlive()).isFalse();
  }

  @Test
  void aContainersProcessOutlivesTheEndpointAndEndsOnRelease() throws Exception {
    var network = new PastaNetwork(run, Lifetime.CONTAINER);
    ProcessHandle pasta;
    try (var _ = network.attach("service", List.of())) {
      pasta = Pasta.running(run.resolve("pasta/service")).orElseThrow();
    }
    assertThat(pasta.isAlive()).isTrue();
    network.release("service");
    pasta.onExit().join();
    assertThat(run.resolve("pasta")).isDirectoryNotContaining("glob:**service*");
  }

  @Test
  void aTakenPortIsRefused() throws Exception {
    var network = new PastaNetwork(run, Lifetime.ENDPOINT);
    try (var program = new ServerSocket(0)) {
      assertThatThrownBy(
              () -> network.attach("late", PortSpec.parse(program.getLocalPort() + ":80")))
          .isInstanceOf(ContainerException.class)
          .hasMessageContaining(String.valueOf(program.getLocalPort()));
    }
  }
}
