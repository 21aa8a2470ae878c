package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The fifth article: a server, and a tool that is built in a stage of its own and copied beside
/// it.
@Tag("articles")
class ToolTest {
  @TempDir static Path folder;
  private static Program slipway;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    slipway =
        ExampleStore.with("golang:1.9", "golang:1.19", "golang:alpine", "alpine:latest")
            .at(Program.example("tool", folder.resolve("tool")));
    slipway
        .run(
            "run",
            "--rm",
            "-v",
            slipway.directory() + ":/src",
            "-w",
            "/src",
            "-e",
            "CGO_ENABLED=0",
            "golang:1.19",
            "go",
            "build",
            "-o",
            "bin/hello",
            ".")
        .succeeded();
  }

  @Test
  void e1AndE2AnotherFileAndACommandThatStays() throws Exception {
    slipway.run("build", "--rm", "-f", "Dockerfile_1", "-t", "stockx/hello:first", ".").succeeded();
    assertThat(inspect("stockx/hello:first", "{{json .Config.Entrypoint}} {{json .Config.Cmd}}"))
        .isEqualTo("[\"go\",\"run\",\"main.go\"] [\"/bin/sh\",\"-c\",\"cd $GOPATH\"]");

    String id =
        slipway.run("run", "-d", "-p", "127.0.0.1::8080", "stockx/hello:first").succeeded().text();
    try {
      assertThat(Service.of(slipway, id, 8080).get("/hello").body()).contains("hello");
      assertThat(slipway.run("ps").text()).contains("\"go run main.go /bin…\"");
    } finally {
      slipway.run("rm", "-f", id).succeeded();
    }
  }

  @Test
  void e3AndE4AnAbsoluteSourceIsTheContextsRootAndTheImageIsSmall() {
    slipway.run("build", "--rm", "-f", "Dockerfile_2", "-t", "stockx/hello", ".").succeeded();

    assertThat(Long.parseLong(inspect("stockx/hello", "{{.Size}}")))
        .isBetween(5_000_000L, 15_000_000L);
    assertThat(inspect("stockx/hello", "{{json .Config.Entrypoint}}"))
        .isEqualTo("[\"/app/hello\"]");
  }

  @Test
  void e5ToE7TheToolIsInTheImageAndAShellFindsIt() throws Exception {
    slipway.run("build", "-f", "Dockerfile_3", "-t", "stockx/hello:tool", ".").succeeded();
    String id =
        slipway.run("run", "-d", "-p", "127.0.0.1::8080", "stockx/hello:tool").succeeded().text();
    try {
      assertThat(Service.of(slipway, id, 8080).get("/hello").body()).contains("hello");
      String name = slipway.run("ps", "--filter", "id=" + id, "--format", "{{.Names}}").text();
      assertThat(name).matches("[a-z]+_[a-z]+");
      // A terminal of its own for exec -it, as a person has.
      Outcome shell =
          slipway.runOther(
              "script",
              "-qec",
              Program.PROJECT.resolve("bin/slipway")
                  + " exec -it "
                  + id.substring(0, 6)
                  + " /bin/sh -c 'tty; ./bin/soda; ls -l /bin/soda'",
              "/dev/null");
      assertThat(shell.output()).contains("/dev/pts/").contains("/bin/soda");
    } finally {
      slipway.run("rm", "-f", id).succeeded();
    }
  }

  private static String inspect(String image, String format) {
    return slipway.run("inspect", "-f", format, image).succeeded().text();
  }
}
