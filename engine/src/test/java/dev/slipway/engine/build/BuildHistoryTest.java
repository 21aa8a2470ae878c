package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildGrants;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.SecretSource;
import dev.slipway.builder.history.BuildHistory;
import dev.slipway.builder.history.BuildRecord;
import dev.slipway.builder.history.BuildStatus;
import dev.slipway.builder.history.StepCounts;
import dev.slipway.engine.Slipway;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.ImageException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is kept of builds.
class BuildHistoryTest {
  private static final String FILES =
      """
      FROM scratch
      ARG VERSION
      WORKDIR /app
      COPY file /app/
      """;

  @TempDir Path folder;

  private BuildHistory history() {
    return Slipway.open(new SlipwayLocations(folder.resolve("store"), folder.resolve("run")))
        .buildHistory();
  }

  private BuildFixture files() throws IOException {
    var fixture = new BuildFixture(folder);
    fixture.write("file", "content\n");
    return fixture;
  }

  @Test
  void recordTellsWhatWasAskedForAndWhatCameOfIt() throws Exception {
    BuildFixture fixture = files();
    BuildRequest request =
        fixture
            .request(FILES)
            .withBuildArguments(
                Map.of("VERSION", "0.0.1", "HTTP_PROXY", "http://me:hunter22@proxy:3128"))
            .withTarget("0");
    var result = fixture.build(request);
    BuildRecord record = history().find("");

    assertThat(record.status()).isEqualTo(BuildStatus.COMPLETED);
    assertThat(record.ref()).matches("[0-9a-z]{25}");
    assertThat(record.attributes())
        .containsEntry("context", fixture.context.toString())
        .containsEntry("filename", folder.resolve("Dockerfile").toString())
        .containsEntry("target", "0")
        .containsEntry("build-arg:VERSION", "0.0.1")
        .doesNotContainKey("build-arg:HTTP_PROXY"); // Its address may hold a password.
    assertThat(record.outcome().imageId()).isEqualTo(result.image().id().toString());
    assertThat(record.outcome().steps()).isEqualTo(new StepCounts(2, 2, 0));
    assertThat(record.outcome().layers().keySet())
        .containsExactly("[1/2] WORKDIR /app", "[2/2] COPY file /app/");
    assertThat(record.endedAt()).isAfterOrEqualTo(record.startedAt());
  }

  @Test
  void nameIsThatOfTheContextAndTheDockerfileInIt() throws Exception {
    BuildFixture fixture = files();
    fixture.write("Dockerfile", FILES);
    fixture.write("Dockerfile.lean", FILES);
    BuildRequest usual = BuildRequest.of(fixture.context);
    fixture.build(usual);
    fixture.build(usual.withDockerfile(fixture.context.resolve("Dockerfile.lean")));
    fixture.build(usual.withTarget("0"));

    assertThat(history().list().stream().map(BuildRecord::name))
        .containsExactly("context (0)", "context/Dockerfile.lean", "context");
  }

  @Test
  void eventsAreToldAgainAsTheyWere() throws Exception {
    BuildFixture fixture = files();
    fixture.build(FILES);
    var again = new ArrayList<BuildEvent>();
    history().replay(history().find("LAST"), (event, at) -> again.add(event));

    assertThat(again).isEqualTo(fixture.events).isNotEmpty();
  }

  @Test
  void failedBuildKeepsItsErrorAndItsLines() throws Exception {
    BuildFixture fixture = new BuildFixture(folder).withBusybox();
    fixture.failure("FROM busybox\nRUN echo before; exit 3\n");
    BuildRecord record = history().find("");

    assertThat(record.status()).isEqualTo(BuildStatus.ERROR);
    assertThat(record.outcome().error()).endsWith("exit code: 3");
    assertThat(record.outcome().detail())
        .contains("before")
        .contains(">>> RUN echo before; exit 3");
    assertThat(record.outcome().steps()).isEqualTo(new StepCounts(2, 1, 1));
  }

  @Test
  void mistakeInTheDockerfileIsRecorded() throws Exception {
    BuildFixture fixture = files();
    fixture.failure("FROM scratch\nCOPPY a b\n");
    BuildRecord record = history().find("");

    assertThat(record.status()).isEqualTo(BuildStatus.ERROR);
    assertThat(record.outcome().error()).contains("COPPY");
  }

  @Test
  void killedBuildIsToldTruly() throws Exception {
    BuildFixture fixture = files();
    fixture.build(FILES);
    BuildRecord whole = history().find("");
    Path journal = folder.resolve("store/history").resolve(whole.ref());
    byte[] bytes = Files.readAllBytes(journal);
    // The end is the last frame: its place stands in the last twelve bytes.
    long end = java.nio.ByteBuffer.wrap(bytes, bytes.length - 12, 8).getLong();
    Files.write(journal, Arrays.copyOf(bytes, (int) end - 3));
    assertThat(history().find("").status()).isEqualTo(BuildStatus.RUNNING);

    bytes[endOfHead(bytes) - 1] ^= 1; // Of another boot.
    Files.write(journal, Arrays.copyOf(bytes, (int) end - 3));
    BuildRecord record = history().find("");

    assertThat(record.status()).isEqualTo(BuildStatus.KILLED);
    assertThat(record.endedAt()).isBetween(whole.startedAt(), whole.endedAt());
    assertThat(record.outcome().steps().completed()).isEqualTo(2);
    var events = new ArrayList<BuildEvent>();
    history().replay(record, (event, at) -> events.add(event));
    assertThat(events).hasSize(fixture.events.size() - 1);
  }

  private static int endOfHead(byte[] journal) {
    return 8 + (int) java.nio.ByteBuffer.wrap(journal, 8, 8).getLong();
  }

  @Test
  void damagedRecordHidesNoOther() throws Exception {
    BuildFixture fixture = files();
    fixture.build(FILES);
    Files.writeString(folder.resolve("store/history").resolve("0".repeat(25)), "SLBJ");
    Files.write(folder.resolve("store/history").resolve("1".repeat(25)), new byte[0]);

    assertThat(history().list()).hasSize(1);
  }

  @Test
  void recordsAreFoundByIdByItsBeginningAndByOffset() throws Exception {
    BuildFixture fixture = files();
    fixture.build(FILES);
    fixture.build(FILES);
    List<BuildRecord> both = history().list();

    assertThat(history().find("^0")).isEqualTo(both.getFirst());
    assertThat(history().find("^1")).isEqualTo(both.getLast());
    assertThat(history().find(both.getLast().ref())).isEqualTo(both.getLast());
    assertThat(history().find("default/default/" + both.getLast().ref())).isEqualTo(both.getLast());
    assertThatThrownBy(() -> history().find("^2"))
        .isInstanceOf(ImageException.class)
        .hasMessage("no completed build found with offset 2");
    assertThatThrownBy(() -> history().find(both.getLast().ref().substring(0, 3)))
        .hasMessageContaining("ambiguous");
    assertThatThrownBy(() -> history().find("nosuch"))
        .hasMessage("no record found for ref \"nosuch\"");
    assertThatThrownBy(() -> history().find("^x")).hasMessage("invalid offset \"^x\"");
  }

  @Test
  void onlyTheNewestAreKept() throws Exception {
    BuildFixture fixture = files();
    Path records = Files.createDirectories(folder.resolve("store/history"));
    for (int i = 0; i < 60; i++) {
      Files.writeString(records.resolve("0".repeat(23) + (10 + i)), "old");
    }
    fixture.build(FILES);

    try (Stream<Path> files = Files.list(records)) {
      assertThat(files).hasSize(50);
    }
    assertThat(history().list()).hasSize(1);
  }

  @Test
  void removedRecordsAreGone() throws Exception {
    BuildFixture fixture = files();
    fixture.build(FILES);
    fixture.build(FILES);
    BuildRecord first = history().find("^1");
    history().remove(first);
    assertThat(history().list()).hasSize(1).doesNotContain(first);

    history().removeAll();
    assertThat(history().list()).isEmpty();
  }

  @Test
  void secretThatAStepPrintsIsInNoFileOfTheStore() throws Exception {
    BuildFixture fixture = new BuildFixture(folder).withBusybox();
    var grants =
        new BuildGrants(
            Map.of("token", new SecretSource.Value("hunter22-secret")), Map.of(), Set.of());
    String dockerfile =
        """
        FROM busybox
        RUN --mount=type=secret,id=token cat /run/secrets/token; echo; exit 1
        """;
    try {
      fixture.build(fixture.request(dockerfile).withGrants(grants));
    } catch (BuildException expected) {
      assertThat(expected.detail()).contains("hunter22-secret"); // Its user saw it.
    }

    assertThat(history().find("").outcome().detail()).contains("****");
    try (Stream<Path> files = Files.walk(folder.resolve("store"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as(file.toString())
            .doesNotContain("hunter22-secret");
      }
    }
  }
}
