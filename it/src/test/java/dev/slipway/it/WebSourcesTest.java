package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `ADD` of web addresses and of Git repositories by TLS and through proxies: whom it trusts and
/// which way it takes are the environment's to say.
class WebSourcesTest {
  @TempDir Path folder;
  private Path served;
  private Program slipway;
  private TlsFiles server;

  @BeforeEach
  void serve() throws Exception {
    served = Files.createDirectory(folder.resolve("served"));
    Files.writeString(served.resolve("file"), "by TLS\n");
    server = TlsFiles.serve(served, folder.resolve("keys"));
    // What the machine's own environment says of the web must not decide.
    slipway =
        Program.in(folder)
            .at(Files.createDirectory(folder.resolve("context")))
            .with("SSL_CERT_FILE", "")
            .with("GIT_SSL_CAINFO", "")
            .with("NO_PROXY", "")
            .with("no_proxy", "");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Outcome build(Program program, String source) throws Exception {
    Files.writeString(
        slipway.directory().resolve("Dockerfile"), "FROM scratch\nADD " + source + " /m/\n");
    return program.run("build", "-q", "-t", "web", ".");
  }

  @Test
  void authorityOfSslCertFileIsTrusted() throws Exception {
    String address = "https://127.0.0.1:" + server.port() + "/file";

    Outcome refused = build(slipway, address);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors())
        .contains("Dockerfile:2")
        .contains("failed to fetch " + address + ": the server's certificate is not trusted")
        .contains("SSL_CERT_FILE");

    build(slipway.with("SSL_CERT_FILE", server.authority()), address).succeeded();

    Outcome missing = build(slipway.with("SSL_CERT_FILE", "/no/such/file"), address + "?again");
    assertThat(missing.exitCode()).isEqualTo(1);
    assertThat(missing.errors()).contains("SSL_CERT_FILE: /no/such/file holds no certificate");
  }

  @Test
  void gitTrustsTheSameAuthority() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "git is not installed");
    slipway
        .runOther(
            "sh",
            "-ec",
            """
            git init -q "$0/work" && cd "$0/work" && echo committed >a && git add a
            git -c user.name=n -c user.email=e commit -qm first
            git clone -q --bare . "$0/repo.git" && git -C "$0/repo.git" update-server-info
            """,
            served.toString())
        .succeeded();
    String address = "https://127.0.0.1:" + server.port() + "/repo.git";

    Outcome refused = build(slipway, address);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains("failed to fetch remote " + address);

    build(slipway.with("SSL_CERT_FILE", server.authority()), address).succeeded();
  }

  @Test
  void proxiesOfTheEnvironmentAreUsed() throws Exception {
    try (var proxy = new RecordingProxy(server.port())) {
      Program behind =
          slipway
              .with("SSL_CERT_FILE", server.authority())
              .with("http_proxy", proxy.address("me:secret"))
              .with("HTTPS_PROXY", proxy.address("me:secret"));

      build(behind, "http://files.test/plain").succeeded();
      build(behind, "https://files.test/file").succeeded();
      build(behind, "https://127.0.0.1:" + server.port() + "/file").succeeded();

      assertThat(proxy.requests())
          .hasSize(2)
          .allSatisfy(head ->
              assertThat(head).containsIgnoringCase("Proxy-Authorization: Basic bWU6c2VjcmV0"));
      assertThat(proxy.requests().getFirst()).startsWith("GET http://files.test/plain HTTP/1.1");
      assertThat(proxy.requests().getLast()).startsWith("CONNECT files.test:443 HTTP/1.1");

      Outcome alone = build(behind.with("NO_PROXY", ".test"), "http://files.test/other");
      assertThat(alone.exitCode()).isEqualTo(1);
      assertThat(proxy.requests()).hasSize(2);
    }
  }

  @Test
  void proxyThatIsNotHttpIsNamed() throws Exception {
    Outcome refused =
        build(slipway.with("HTTP_PROXY", "socks5://127.0.0.1:1"), "http://files.test/plain");

    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.errors()).contains("HTTP_PROXY names a proxy of the kind socks5");
  }
}
