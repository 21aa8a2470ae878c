package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The first article: one stage, one echo server. Its commands in its order.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Tag("articles")
class EchoTest {
  @TempDir static Path folder;
  private static Program slipway;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    slipway =
        ExampleStore.with("golang:1.15.7-alpine3.13")
            .at(Program.example("echo", folder.resolve("echo")));
  }

  @Test
  @Order(1)
  void a1BuildShowsItsStepsAndTagsTheImage() {
    Outcome built = slipway.run("build", "--progress", "plain", "-t", "echo", ".").succeeded();

    assertThat(built.errors())
        .contains("[internal] load build definition from Dockerfile")
        .contains("RUN adduser --disabled-password echo")
        .contains("RUN go build -o echo .")
        .contains("naming to docker.io/library/echo:latest");
    String id = slipway.run("images", "-q", "--no-trunc", "echo").succeeded().text();
    assertThat(built.errors()).contains("writing image " + id);
  }

  @Test
  @Order(2)
  void a3TheBasesConfigIsInherited() {
    assertThat(inspect("{{.Config.WorkingDir}}")).isEqualTo("/home/echo/");
    assertThat(inspect("{{json .Config.Env}}"))
        .contains("GOPATH=/go")
        .contains("/usr/local/go/bin");
  }

  @Test
  @Order(3)
  void a4UserAndOwners() {
    assertThat(inspect("{{.Config.User}}")).isEqualTo("echo");
    String owners =
        slipway
            .run("run", "--rm", "--entrypoint", "stat", "echo", "-c", "%U %n", "main.go", "echo")
            .succeeded()
            .text();
    assertThat(owners).isEqualTo("root main.go\necho echo");
  }

  @Test
  @Order(4)
  void a7TheShellFormIsKeptAsAShellCommand() {
    assertThat(inspect("{{json .Config.Entrypoint}}")).isEqualTo("[\"/bin/sh\",\"-c\",\"./echo\"]");
    assertThat(inspect("{{json .Config.Cmd}}")).isEqualTo("null");
  }

  @Test
  @Order(5)
  void a8ImagesListsIt() {
    String[] lines = slipway.run("images", "echo").succeeded().text().split("\n");

    assertThat(lines[0]).matches("REPOSITORY +TAG +IMAGE ID +CREATED +SIZE");
    assertThat(lines[1]).matches("echo +latest +[0-9a-f]{12} +.* ago +[0-9.]+MB");
    assertThat(lines).hasSize(2);
  }

  @Test
  @Order(6)
  void a9ToA12RunAskListStopStartAgain() throws Exception {
    slipway.run("rm", "-f", "echo");
    slipway.run("run", "-d", "--name", "echo", "--publish", "127.0.0.1::8080", "echo").succeeded();
    try {
      var answer = Service.of(slipway, "echo", 8080).get("/?q=hello");
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("hello");

      String listed = slipway.run("ps", "--filter", "name=echo").succeeded().text();
      assertThat(listed.lines().findFirst().orElseThrow())
          .matches("CONTAINER ID +IMAGE +COMMAND +CREATED +STATUS +PORTS +NAMES");
      assertThat(listed)
          .containsPattern(
              "[0-9a-f]{12} +echo +\"/bin/sh -c ./echo\" .* Up .* 127.0.0.1:\\d+->8080/tcp +echo");

      String logs = slipway.run("logs", "echo").succeeded().all();
      assertThat(logs).containsPattern("200 \\|.*\\| +172\\.\\d+\\.0\\.1 \\| GET +\"/\\?q=hello\"");

      slipway.run("stop", "-t", "1", "echo").succeeded();
      assertThat(slipway.run("ps", "-q").text()).isEmpty();
      assertThat(slipway.run("ps", "-a", "--filter", "name=echo").text()).contains("Exited (");

      slipway.run("start", "echo").succeeded();
      assertThat(Service.of(slipway, "echo", 8080).get("/?q=again").body()).isEqualTo("again");
    } finally {
      slipway.run("rm", "-f", "echo").succeeded();
    }
    assertThat(slipway.run("ps", "-aq").text()).isEmpty();
  }

  private static String inspect(String format) {
    return slipway.run("inspect", "-f", format, "echo").succeeded().text();
  }
}
