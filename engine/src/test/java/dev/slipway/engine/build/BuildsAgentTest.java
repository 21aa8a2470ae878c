package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.slipway.builder.AgentSource;
import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildGrants;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.SecretSource;
import dev.slipway.image.Image;
import dev.slipway.runtime.HostCapabilities;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `RUN --mount=type=ssh`, and how `git` logs in.
class BuildsAgentTest {
  private BuildFixture fixture;

  @BeforeEach
  void prepare(@TempDir Path directory) throws IOException {
    fixture = new BuildFixture(directory).withBusybox();
  }

  private BuildRequest with(String text, Map<String, AgentSource> agents) throws IOException {
    return fixture.request(text).withGrants(new BuildGrants(Map.of(), agents, Set.of()));
  }

  @Test
  void socketHasTheModeAndOwnerThatAreAskedForAndIsInNoLayer() throws Exception {
    Path socket = fixture.base.resolve("agent");
    try (ServerSocketChannel agent = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      agent.bind(UnixDomainSocketAddress.of(socket));
      Image image =
          fixture
              .build(
                  with(
                      """
                      FROM busybox
                      RUN --mount=type=ssh ls -ln $SSH_AUTH_SOCK
                      RUN --mount=type=ssh,target=/s/a,mode=0666,uid=5,gid=6 ls -ln $SSH_AUTH_SOCK
                      """,
                      Map.of("default", new AgentSource.Socket(socket))))
              .image();

      assertThat(fixture.output())
          .containsPattern("srw------- +1 0 +0 .* /run/buildkit/ssh_agent.0\n")
          .containsPattern("srw-rw-rw- +1 5 +6 .* /s/a\n");
      assertThat(fixture.layers(image, 1)).containsOnly(List.of());
      assertThat(fixture.files("tmp")).isZero();
      assertThat(fixture.locations.run().resolve("ssh")).isEmptyDirectory();
    }
  }

  @Test
  void keyIsHeldByAnAgentOfTheBuild() throws Exception {
    assumeTrue(HostCapabilities.find("ssh-agent").isPresent(), "openssh-client is not installed");
    Path key = fixture.base.resolve("key");
    Process made =
        new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString())
            .start();
    assertThat(made.waitFor()).isZero();

    fixture.build(
        with(
            "FROM busybox\nRUN --mount=type=ssh ls $SSH_AUTH_SOCK\n",
            Map.of("default", new AgentSource.Keys(List.of(key)))));

    assertThat(fixture.output()).isEqualTo("/run/buildkit/ssh_agent.0\n");
    Files.writeString(key, "no key");
    BuildException failure = null;
    try {
      fixture.build(
          with(
              "FROM busybox\nRUN --mount=type=ssh true\n",
              Map.of("default", new AgentSource.Keys(List.of(key)))));
    } catch (BuildException expected) {
      failure = expected;
    }
    assertThat(failure).isNotNull().hasMessageStartingWith("failed to parse " + key + " for --ssh");
  }

  @Test
  void missingAgentIsAnErrorWhereItIsRequired() throws Exception {
    BuildException failure =
        fixture.failure("FROM busybox\nRUN --mount=type=ssh,id=x,required true\n");
    assertThat(failure).hasMessage("unset ssh forward key x");
    assertThat(failure.hint()).contains("build with --ssh x=KEY_OR_SOCKET");

    fixture.build(
        "FROM busybox\nRUN --mount=type=ssh echo $SSH_AUTH_SOCK && ! ls $SSH_AUTH_SOCK 2>/dev/null\n");
    assertThat(fixture.output()).startsWith("/run/buildkit/ssh_agent.0\n");
  }

  @Test
  void gitLogsInWithTheBuildsSecretAndNobodySeesIt() throws Exception {
    assumeTrue(HostCapabilities.find("git").isPresent(), "git is not installed");
    var seen = new ArrayList<String>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          synchronized (seen) {
            seen.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          }
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    try {
      String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/repo.git";
      var grants =
          new BuildGrants(
              Map.of("GIT_AUTH_TOKEN", new SecretSource.Value("t0ken")), Map.of(), Set.of());
      BuildException failure = null;
      try {
        fixture.build(fixture.request("FROM scratch\nADD " + address + " /m\n").withGrants(grants));
      } catch (BuildException expected) {
        failure = expected;
      }

      String pair =
          Base64.getEncoder()
              .encodeToString("x-access-token:t0ken".getBytes(StandardCharsets.UTF_8));
      assertThat(seen).contains("basic " + pair);
      assertThat(failure).isNotNull().hasMessageStartingWith("failed to fetch remote " + address);
      assertThat(fixture.events.toString()).doesNotContain("t0ken").doesNotContain(pair);
    } finally {
      server.stop(0);
    }
  }
}
