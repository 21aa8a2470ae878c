package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The third article: a program that is all there is in its image.
@Tag("articles")
class HelloTest {
  @TempDir static Path folder;
  private static Program slipway;

  @BeforeAll
  static void buildTheProgram() throws Exception {
    Program.needRoot();
    slipway =
        ExampleStore.with("golang:latest").at(Program.example("hello", folder.resolve("hello")));
    slipway
        .run(
            "container",
            "run",
            "--rm",
            "-v",
            slipway.directory() + ":/go/bin",
            "golang",
            "go",
            "get",
            "github.com/golang/example/hello/...")
        .succeeded();
  }

  @Test
  void c10AndC11TheNounFormsBuildListAndRunIt() {
    slipway.run("image", "build", "-t", "hello", ".").succeeded();

    assertThat(slipway.run("container", "run", "--rm", "hello").succeeded().text())
        .isEqualTo("Hello, Go examples!");
    String listed = slipway.run("image", "ls", "hello").succeeded().text();
    assertThat(listed).containsPattern("hello +latest .* [12]\\.[0-9]+MB");
  }

  @Test
  void c5TheLastCommandIsProcessOne() {
    assertThat(
            slipway
                .run("container", "run", "--rm", "golang", "sh", "-c", "exec sh -c 'echo $$'")
                .succeeded()
                .text())
        .isEqualTo("1");
  }

  @Test
  void c9VariablesAreSetAndPassedThrough() {
    assertThat(
            slipway
                .with("GOARCH", "arm64")
                .run(
                    "run",
                    "--rm",
                    "-e",
                    "GOOS=darwin",
                    "-e",
                    "GOARCH",
                    "golang",
                    "go",
                    "env",
                    "GOOS",
                    "GOARCH")
                .succeeded()
                .text())
        .isEqualTo("darwin\narm64");
  }
}
