package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
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

  /// An image that is absent is pulled first: `RegistryTest` has that.
  @Test
  void c1AOneOffCommandReachesTheNetwork() {
    Outcome fetched =
        slipway
            .run(
                "container",
                "run",
                "--rm",
                "golang",
                "go",
                "get",
                "-v",
                "github.com/golang/example/hello/...")
            .succeeded();
    assertThat(fetched.errors()).contains("github.com/golang/example");
  }

  /// The article's three mounts: the whole of `/go`, and below it what is to lie elsewhere.
  @Test
  void c8ProgramsComeOutByMountsInMounts() throws Exception {
    Path go = Files.createDirectory(folder.resolve("go"));
    Path bin = Files.createDirectory(folder.resolve("bin"));
    slipway
        .run(
            "run",
            "--rm",
            "-v",
            bin + ":/go/bin",
            "-v",
            go + ":/go",
            "-e",
            "GOOS=darwin",
            "-e",
            "GOARCH=amd64",
            "golang",
            "go",
            "get",
            "github.com/golang/example/hello/...")
        .succeeded();

    assertThat(bin.resolve("darwin_amd64/hello")).isRegularFile();
    assertThat(go.resolve("bin")).isEmptyDirectory();
    assertThat(go.resolve("src/github.com/golang/example/hello")).isDirectory();
    // What is for this machine runs on it, as nothing of the image is needed.
    assertThat(slipway.runOther(slipway.directory().resolve("hello").toString()).text())
        .isEqualTo("Hello, Go examples!");
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
