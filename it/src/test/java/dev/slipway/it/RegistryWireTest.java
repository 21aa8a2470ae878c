package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What goes over the wire to a registry: which version of HTTP, and to which kind of address.
class RegistryWireTest {
  @TempDir private Path folder;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    slipway =
        Program.in(folder)
            .at(Files.createDirectory(folder.resolve("context")))
            .with("SLIPWAY_CERTS_D", folder.resolve("certs.d").toString())
            .with("SLIPWAY_DAEMON_JSON", folder.resolve("daemon.json").toString())
            .with("DOCKER_CONFIG", folder.resolve("docker").toString());
    Path context = slipway.directory();
    Files.writeString(context.resolve("one"), "one\n");
    Files.writeString(context.resolve("two"), "two\n");
    Files.writeString(
        context.resolve("Dockerfile"), "FROM scratch\nCOPY one /\nCOPY two /\nCMD [\"/one\"]\n");
    slipway.run("build", "-q", "-t", "image:1", ".").succeeded();
  }

  /// The members of a registry's configuration for a certificate of its own.
  private String tls() throws IOException {
    String words =
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -subj /CN=it"
            + " -addext subjectAltName=DNS:registry.test,IP:127.0.0.1,IP:0:0:0:0:0:0:0:1 -keyout tls.key -out tls.crt";
    Path work = Files.createDirectory(folder.resolve("tls"));
    slipway.at(work).runOther(words.split(" ")).succeeded();
    return "  tls: {certificate: %s, key: %s}"
        .formatted(work.resolve("tls.crt"), work.resolve("tls.key"));
  }

  /// Only who is vouched for by the registry's own certificate is believed.
  private void trust(String host) throws IOException {
    Path certs = Files.createDirectories(folder.resolve("certs.d").resolve(host));
    Files.copy(folder.resolve("tls/tls.crt"), certs.resolve("ca.crt"));
  }

  private Program elsewhere() throws IOException {
    Path other = Files.createDirectory(folder.resolve("elsewhere"));
    return new Program(slipway.launcher(), other.resolve("store"), other, slipway.environment());
  }

  private void goAndCome(RealRegistry registry) throws Exception {
    goAndCome(registry.address());
  }

  /// Pushes, pulls and looks, from two stores.
  private void goAndCome(String host) throws Exception {
    String name = host + "/team/echo:1";
    slipway.run("tag", "image:1", name).succeeded();
    slipway.run("push", "-q", name).succeeded();
    Program other = elsewhere();
    other.run("pull", "-q", name).succeeded();
    assertThat(other.run("inspect", "-f", "{{.Id}}", name).succeeded().text())
        .isNotEmpty()
        .isEqualTo(slipway.run("inspect", "-f", "{{.Id}}", name).succeeded().text());
    assertThat(slipway.run("image", "tags", host + "/team/echo").text()).isEqualTo("1");
  }

  @Test
  void byTlsTheSecondVersionOfHttpIsSpoken() throws Exception {
    try (RealRegistry registry = RealRegistry.start(folder.resolve("registry"), "", tls())) {
      goAndCome(registry);
      assertThat(registry.requests())
          .anyMatch(request -> request.startsWith("\"PUT /v2/team/echo/manifests/1 "))
          .anyMatch(request -> request.startsWith("\"GET /v2/team/echo/blobs/sha256:"))
          .allMatch(request -> request.endsWith(" HTTP/2.0\""));
    }
  }

  @Test
  void whoHasTheFirstVersionAloneIsSpokenToInIt() throws Exception {
    String http = tls() + "\n  http2: {disabled: true}";
    try (RealRegistry registry = RealRegistry.start(folder.resolve("registry"), "", http)) {
      goAndCome(registry);
      assertThat(registry.requests())
          .isNotEmpty()
          .allMatch(request -> request.endsWith(" HTTP/1.1\""));
    }
  }

  @Test
  void plainHttpIsOfTheFirstVersionAndAsksForNoOther() throws Exception {
    try (RealRegistry registry = RealRegistry.start(folder.resolve("registry"), "", "")) {
      goAndCome(registry);
      assertThat(registry.requests())
          .isNotEmpty()
          .allMatch(request -> request.endsWith(" HTTP/1.1\""));
    }
    try (FixedRegistry fixed = FixedRegistry.start()) {
      slipway.run("image", "tags", fixed.address() + "/box");
      assertThat(fixed.headers())
          .isNotEmpty()
          .allSatisfy(
              headers -> assertThat(headers).doesNotContainKeys("Upgrade", "Http2-settings"));
    }
  }

  @Test
  void theProxyOfTheEnvironmentLeadsToARegistry() throws Exception {
    try (RealRegistry registry = RealRegistry.start(folder.resolve("registry"), "", tls());
        RecordingProxy proxy = new RecordingProxy(registry.port())) {
      trust("registry.test");
      slipway =
          slipway
              .with("SLIPWAY_OFFLINE", "")
              .with("HTTPS_PROXY", proxy.address("me:secret"))
              .with("NO_PROXY", "");
      goAndCome("registry.test");
      assertThat(proxy.requests())
          .isNotEmpty()
          .allMatch(head -> head.startsWith("CONNECT registry.test:443 HTTP/1.1\r\n"))
          .allSatisfy(head ->
              assertThat(head).containsIgnoringCase("Proxy-Authorization: Basic bWU6c2VjcmV0"));
      assertThat(registry.requests()).anyMatch(request -> request.startsWith("\"PUT /v2/team/"));
      int before = proxy.requests().size();
      Outcome alone =
          slipway.with("NO_PROXY", ".test").run("image", "tags", "registry.test/team/echo");
      assertThat(alone.exitCode()).isEqualTo(1);
      assertThat(alone.errors()).contains("registry.test", "remedy: ").doesNotContain("secret");
      assertThat(proxy.requests()).hasSize(before);
    }
  }

  private static void needIpv6() {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral("::1"))) {
      assertThat(socket.isBound()).isTrue();
    } catch (IOException without) {
      assumeTrue(false, "needs IPv6 on the loopback");
    }
  }

  @Test
  void anAddressOfTheSixthVersionIsARegistryAsAnyOther() throws Exception {
    needIpv6();
    try (RealRegistry registry =
        RealRegistry.startAt("[::1]", folder.resolve("registry"), "", "")) {
      assertThat(registry.address()).startsWith("[::1]:");
      goAndCome(registry);
      assertThat(slipway.run("registry", "check", registry.address()).succeeded().output())
          .contains("ok     address     http://" + registry.address(), "ok     api");
      Path context = Files.createDirectory(folder.resolve("onto"));
      String base = registry.address() + "/team/echo:1";
      Files.writeString(context.resolve("three"), "three\n");
      Files.writeString(context.resolve("Dockerfile"), "FROM " + base + "\nCOPY --link three /\n");
      String name = registry.address() + "/team/onto:1";
      var fresh =
          new Program(slipway.launcher(), folder.resolve("fresh"), context, slipway.environment());
      fresh.run("build", "-q", "--push", "-t", name, ".").succeeded();
      String copy = registry.address() + "/team/copy:1";
      slipway.run("image", "copy", "-q", name, copy).succeeded();
      assertThat(slipway.run("manifest", "inspect", copy).succeeded().output())
          .isEqualTo(slipway.run("manifest", "inspect", name).succeeded().output());
    }
  }

  @Test
  void anAddressOfTheSixthVersionMaySpeakTlsToo() throws Exception {
    needIpv6();
    try (RealRegistry registry =
        RealRegistry.startAt("[::1]", folder.resolve("registry"), "", tls())) {
      trust(registry.address());
      goAndCome(registry);
      assertThat(slipway.run("registry", "check", registry.address()).succeeded().output())
          .contains("ok     tls", "CN=it");
      assertThat(registry.requests())
          .isNotEmpty()
          .allMatch(request -> request.endsWith(" HTTP/2.0\""));
    }
  }
}
