package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The articles begin with a Dockerfile that works and end with a lean one that a person wrote.
/// From the first, `improve` comes to an image that is no larger than the last.
@Tag("long")
class ImprovedArticlesTest {
  @TempDir Path folder;
  private static Program store;

  @BeforeAll
  static void prepare() throws Exception {
    Program.needRoot();
    store =
        ExampleStore.with(
            "golang:latest", "golang:1.19", "golang:1.19-bullseye", "golang:1.20", "alpine");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "echo; Dockerfile.naive; Dockerfile.lean; GET /?q=hello",
        "api; Dockerfile.1-naive; Dockerfile.9-cache-mounts; GET /",
        "service; Dockerfile; Dockerfile; GET /",
      })
  void whatAPersonReachedIsReached(String example, String first, String last, String request)
      throws Exception {
    Path project = Program.example(example, folder.resolve(example));
    Program slipway = store.at(project);
    long reached = size(slipway, last, "it-last");

    Outcome improved = slipway.run("improve", "--write", "--request", request, first).succeeded();

    assertThat(improved.text())
        .contains("Both were built and run:", "Wrote " + first + ".")
        .doesNotContain("DIFFERENT", "Not proved");
    assertThat(Files.readString(project.resolve(first))).contains("FROM scratch");
    assertThat(size(slipway, first, "it-first")).isLessThanOrEqualTo(reached);
  }

  private static long size(Program slipway, String dockerfile, String tag) {
    slipway.run("build", "-q", "-t", tag, "-f", dockerfile, ".").succeeded();
    String size = slipway.run("inspect", "-f", "{{.Size}}", tag).succeeded().text();
    return Long.parseLong(size);
  }
}
