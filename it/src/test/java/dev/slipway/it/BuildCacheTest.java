package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `builder du` and `builder prune`, and `system check`.
class BuildCacheTest {
  private static final String DOCKERFILE =
      """
      FROM busybox AS one
      RUN --mount=type=cache,id=things,target=/c echo cached > /c/thing && head -c 100000 /dev/zero > /big
      FROM busybox
      COPY --from=one /big /big
      """;

  @TempDir Path folder;
  private Program slipway;

  @BeforeEach
  void prepare() throws IOException {
    Program.needRoot();
    slipway = Program.in(folder);
    slipway.load("busybox");
    Files.createDirectory(folder.resolve("context"));
    Files.writeString(folder.resolve("context/Dockerfile"), DOCKERFILE);
    slipway.run("build", "-t", "t", "context").succeeded();
  }

  private String rebuilt() {
    return slipway.run("build", "--progress", "plain", "-t", "t", "context").succeeded().errors();
  }

  @Test
  void whatIsKeptIsListedAndRemoved() {
    String listed = slipway.run("builder", "du").succeeded().output();
    assertThat(listed.lines().findFirst().orElseThrow())
        .matches("ID +RECLAIMABLE +SIZE +LAST ACCESSED");
    assertThat(listed).containsPattern("(?m)^[0-9a-f]{25} +true +100kB ");
    assertThat(listed).containsPattern("(?m)^[0-9a-f]{25}\\* +true +13B ").contains("Total:\t\t");
    assertThat(slipway.run("buildx", "du", "--verbose").succeeded().output())
        .contains("Description:\tCOPY /big /big")
        .contains("Description:\tcached mount things")
        .contains("Type:\t\texec.cachemount");

    String pruned = slipway.run("builder", "prune", "-f").succeeded().output();
    assertThat(pruned).containsPattern("Total:\t100kB");
    assertThat(slipway.run("builder", "du").succeeded().output().lines().count()).isEqualTo(6);
    assertThat(rebuilt()).contains("RUN --mount=type=cache").contains("DONE");

    slipway.run("builder", "prune", "-af").succeeded();
    assertThat(slipway.run("builder", "du").succeeded().output())
        .endsWith("Reclaimable:\t0B\nTotal:\t\t0B\n");
    assertThat(slipway.run("run", "--rm", "t", "wc", "-c", "/big").succeeded().text())
        .isEqualTo("100000 /big");
    assertThat(slipway.run("system", "check").succeeded().text()).endsWith("sound");
  }

  @Test
  void filtersAndQuotasLeaveTheRest() {
    slipway.run("builder", "prune", "-f", "--filter", "until=1h").succeeded();
    slipway.run("builder", "prune", "-f", "--reserved-space", "1GB").succeeded();
    assertThat(rebuilt()).doesNotContain("DONE 1");
    assertThat(slipway.run("builder", "du").succeeded().output().lines().count()).isEqualTo(8);

    slipway.run("builder", "prune", "-f", "--filter", "type=exec.cachemount").succeeded();
    assertThat(slipway.run("builder", "du", "--filter", "type=exec.cachemount").output().lines())
        .hasSize(1);

    Outcome wrong = slipway.run("builder", "prune", "-f", "--filter", "colour=red");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.errors()).contains("invalid filter 'colour=red'");
  }

  @Test
  void whatAFailedStepHasWrittenIsListedAndRemoved() throws IOException {
    Files.writeString(
        folder.resolve("context/Dockerfile"),
        "FROM busybox\nRUN head -c 300000 /dev/zero > /left && false\n");
    assertThat(slipway.run("build", "context").exitCode()).isEqualTo(1);
    assertThat(slipway.run("builder", "du", "--verbose").succeeded().output())
        .contains("files of the step that failed in build ");

    String pruned = slipway.run("builder", "prune", "-f").succeeded().output();

    assertThat(pruned).containsPattern("Total:\t40\\d.*kB");
    assertThat(slipway.store().resolve("failed")).isEmptyDirectory();
    assertThat(slipway.run("debug").errors()).contains("no step has failed");
  }

  @Test
  void damagedRecordsAreFoundAndRemovedAndStopNoBuild() throws IOException {
    Files.writeString(
        folder.resolve("context/Dockerfile"), "FROM busybox\nCOPY Dockerfile /\nRUN false\n");
    assertThat(slipway.run("build", "--explain", "context").exitCode()).isEqualTo(1);
    assertThat(slipway.run("system", "check").succeeded().text())
        .contains("2 build records", "1 failed steps", " contexts")
        .endsWith(": sound");
    for (String area : new String[] {"history", "earlier", "failed", "fingerprints"}) {
      damage(slipway.store().resolve(area));
    }

    Outcome found = slipway.run("system", "check");
    assertThat(found.exitCode()).isEqualTo(1);
    assertThat(found.output()).contains(" history/", " earlier/", " failed/", " fingerprints/");
    slipway.run("buildx", "history", "ls").succeeded();
    Files.writeString(folder.resolve("context/Dockerfile"), DOCKERFILE);
    slipway.run("build", "--explain", "context").succeeded();

    slipway.run("system", "check", "--repair").succeeded();
    assertThat(slipway.run("system", "check").succeeded().text()).endsWith(": sound");
  }

  /// Bytes that are no text either.
  private static void damage(Path area) throws IOException {
    try (var files = Files.walk(area)) {
      Path file = files.filter(Files::isRegularFile).findFirst().orElseThrow();
      Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, 1});
    }
  }

  @Test
  void aPruneAsksFirst() {
    String asked = slipway.run("builder", "prune").succeeded().output();

    assertThat(asked)
        .startsWith("WARNING! This will remove all dangling build cache.")
        .endsWith("[y/N] ");
    assertThat(slipway.run("builder", "du").succeeded().output()).contains("100kB");
  }

  @Test
  void aStoreAsItShouldBeIsSoundAndADamagedOneIsRepaired() throws IOException {
    assertThat(slipway.run("system", "check").succeeded().text())
        .matches("Checked .*1 cache mounts, .*2 images, .*: sound");
    try (var steps = Files.list(slipway.store().resolve("steps"))) {
      Files.writeString(steps.findFirst().orElseThrow(), "{");
    }
    try (var blobs = Files.list(slipway.store().resolve("blobs/sha256"))) {
      for (Path blob : blobs.toList()) {
        if (Files.size(blob) > 100_000) {
          Files.writeString(blob, "damaged");
        }
      }
    }

    Outcome found = slipway.run("system", "check");
    assertThat(found.exitCode()).isEqualTo(1);
    assertThat(found.output()).contains("its bytes are not those of its digest");

    Outcome repaired = slipway.run("system", "check", "--repair").succeeded();
    assertThat(repaired.output()).contains("image busybox:latest").contains("sound again");
    assertThat(slipway.run("system", "check").succeeded().text()).endsWith("sound");
    slipway.load("busybox");
    rebuilt();
    assertThat(slipway.run("run", "--rm", "t", "wc", "-c", "/big").succeeded().text())
        .isEqualTo("100000 /big");
  }
}
