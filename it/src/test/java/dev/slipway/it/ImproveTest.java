package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From naive to lean by itself, with real builds and containers.
class ImproveTest {
  private static final long LEAN = 17_000_000;

  @TempDir Path folder;
  private static Program store;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    store = ExampleStore.with("golang:1.19");
  }

  private Program project(String dockerfile, String main) throws Exception {
    Path project = Files.createDirectories(folder.resolve("project"));
    Files.writeString(project.resolve("Dockerfile"), dockerfile);
    Files.writeString(project.resolve("go.mod"), "module example.com/project\n\ngo 1.19\n");
    Files.writeString(project.resolve("main.go"), main);
    return store.at(project);
  }

  private static final String NAIVE =
      """
      FROM golang:1.19
      WORKDIR /app
      COPY . .
      RUN go build -o app .
      CMD ["./app"]
      """;

  @Test
  void theImprovedImageSaysTheSameAndIsSmall() throws Exception {
    Program slipway =
        project(
            NAIVE,
            "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"hello\")\n}\n");

    Outcome improved = slipway.run("improve", "--write").succeeded();

    assertThat(improved.text())
        .contains("Both were built and run:")
        .containsPattern("end +exit code 0 +exit code 0 +same")
        .containsPattern("output +hello +hello +same")
        .contains("Not compared:\n")
        .contains("Wrote Dockerfile.");
    assertThat(Files.readString(folder.resolve("project/Dockerfile"))).contains("FROM scratch");
    assertThat(folder.resolve("project/.dockerignore")).exists();
    slipway.run("build", "-q", "-t", "it-improved", ".").succeeded();
    assertThat(slipway.run("run", "--rm", "it-improved").succeeded().text()).isEqualTo("hello");
    String size = slipway.run("inspect", "-f", "{{.Size}}", "it-improved").succeeded().text();
    assertThat(Long.parseLong(size)).isLessThan(LEAN);
    assertThat(slipway.run("image", "tree", "it-improved").succeeded().text())
        .contains("program /app/app  ", "standard library", "example.com/project")
        .containsPattern("sections\n +[0-9.]+[kM]B +\\.");
  }

  /// The program tells who it is, so another user makes it another program: that change alone is
  /// found and left out.
  @Test
  void aChangeThatMakesADifferenceIsLeftOut() throws Exception {
    Program slipway =
        project(
            """
            FROM golang:1.19 AS build
            WORKDIR /app
            COPY . .
            RUN CGO_ENABLED=0 go build -trimpath -ldflags="-s -w" -o app .
            FROM scratch
            COPY --from=build /app/app /app
            CMD ["/app"]
            """,
            "package main\n\nimport (\n\t\"fmt\"\n\t\"os\"\n)\n\nfunc main() {\n\tfmt.Println(os.Getuid())\n}\n");

    Outcome improved =
        slipway
            .run("improve", "--write", "--only", "RootUser", "--only", "MissingLabels")
            .succeeded();

    assertThat(improved.text())
        .contains("Left out: run as an ordinary user (RootUser), because of");
    assertThat(Files.readString(folder.resolve("project/Dockerfile")))
        .contains("LABEL org.opencontainers.image.title=\"project\"")
        .doesNotContain("USER");
  }

  /// What cannot be tried is not written: a text that nobody has seen work is no improvement.
  @Test
  void nothingIsWrittenThatCouldNotBeProved() throws Exception {
    String broken = NAIVE.replace("go build -o app .", "false");
    Program slipway = project(broken, "package main\n\nfunc main() {}\n");

    Outcome tried = slipway.run("improve", "--write");

    assertThat(tried.exitCode()).isEqualTo(1);
    assertThat(tried.text()).contains("Not proved: ", "Nothing was written:");
    assertThat(Files.readString(folder.resolve("project/Dockerfile"))).isEqualTo(broken);
  }

  @Test
  void nothingIsWrittenUnlessAsked() throws Exception {
    Program slipway = project(NAIVE, "package main\n\nfunc main() {}\n");

    Outcome shown = slipway.run("improve", "--dry-run").succeeded();

    assertThat(shown.text()).contains("+FROM scratch", "+++ .dockerignore");
    assertThat(Files.readString(folder.resolve("project/Dockerfile"))).isEqualTo(NAIVE);
    assertThat(folder.resolve("project/.dockerignore")).doesNotExist();
  }

  @Test
  void eachChangeMayBeRefused() throws Exception {
    Program slipway = project(NAIVE, "package main\n\nfunc main() {}\n");
    var answers =
        new java.io.ByteArrayInputStream(
            "y\nn\nn\nn\nn\nn\nn\nn\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));

    slipway.run(answers, "improve", "-i", "--write", "--prove=false").succeeded();

    assertThat(Files.readString(folder.resolve("project/Dockerfile"))).isEqualTo(NAIVE);
    assertThat(folder.resolve("project/.dockerignore")).exists();
  }

  @Test
  void aFirstDockerfileBuilds() throws Exception {
    Program slipway =
        project(
            "", "package main\n\nimport \"fmt\"\n\nfunc main() {\n\tfmt.Println(\"first\")\n}\n");
    Files.delete(folder.resolve("project/Dockerfile"));

    assertThat(slipway.run("init").succeeded().text())
        .contains("Wrote Dockerfile.", "Wrote .dockerignore.");
    slipway.run("build", "-q", "-t", "it-first", ".").succeeded();

    assertThat(slipway.run("run", "--rm", "it-first").succeeded().text()).isEqualTo("first");
    assertThat(slipway.run("lint", "--fail-on", "note").succeeded().text())
        .isEqualTo("Nothing found.");
  }

  /// B13: every weakness of the naive file is found, named with its kind, mended, and proved.
  @Test
  @Tag("long")
  void theNaiveEchoIsImprovedWithProof() throws Exception {
    store.load("golang:latest");
    Program slipway = store.at(Program.example("echo", folder.resolve("echo")));

    Outcome improved =
        slipway
            .run(
                "improve",
                "--request",
                "GET /?q=hello",
                "--request",
                "/nothing",
                "Dockerfile.naive")
            .succeeded();

    assertThat(improved.text())
        .containsPattern("8080 GET /\\?q=hello +200 hello +200 hello +same")
        .containsPattern("8080 GET /nothing +404 .* same")
        .contains(
            "(UnpinnedBase, security)",
            "(GoRunAtStart, build speed)",
            "(ModulesBeforeSource, build speed)",
            "(ToolchainShipped, size)",
            "(RootUser, security)")
        .doesNotContain("Left out", "Not proved");
  }
}
