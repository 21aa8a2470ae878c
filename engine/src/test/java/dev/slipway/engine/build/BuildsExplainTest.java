package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildInsight;
import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.MissReason;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Why steps run, against the build before.
class BuildsExplainTest {
  private static final String SERVICE =
      """
      FROM busybox AS build
      ARG VERSION=0.0.1
      WORKDIR /src
      COPY go.mod go.sum ./
      COPY . .
      RUN echo $VERSION > /app
      FROM scratch
      COPY --from=build /app /app
      """;

  @TempDir Path folder;

  private BuildFixture service() throws IOException {
    BuildFixture fixture = new BuildFixture(folder).withBusybox();
    fixture.write("go.mod", "module a\n");
    fixture.write("go.sum", "1\n");
    fixture.write("main.go", "package main\n");
    return fixture;
  }

  private static BuildRequest asked(BuildRequest request) {
    return request.withInsight(BuildInsight.NONE.withExplain(true));
  }

  private static List<String> explained(BuildFixture fixture, String dockerfile)
      throws IOException, InterruptedException {
    return explained(fixture, asked(fixture.request(dockerfile)));
  }

  /// `TITLE: reason` of each step that ran.
  private static List<String> explained(BuildFixture fixture, BuildRequest request)
      throws IOException, InterruptedException {
    try {
      fixture.build(request);
    } catch (BuildException failed) {
      // What it came to is explained all the same.
    }
    Map<Integer, String> titles = new HashMap<>();
    var lines = new ArrayList<String>();
    for (BuildEvent event : fixture.events) {
      if (event instanceof BuildEvent.StepStarted(int number, String title, _, _)) {
        titles.put(number, title.substring(title.indexOf("] ") + 2));
      } else if (event instanceof BuildEvent.StepExplained(int number, var reasons)) {
        for (MissReason reason : reasons) {
          lines.add(titles.get(number) + ": " + reason.text());
        }
      }
    }
    return lines;
  }

  @Test
  void firstBuildWasNeverBuiltAndTheSecondHasNothingToExplain() throws Exception {
    BuildFixture fixture = service();

    assertThat(explained(fixture, SERVICE))
        .hasSize(5)
        .allMatch(line -> line.endsWith(": never built before"));
    assertThat(explained(fixture, SERVICE)).isEmpty();
  }

  @Test
  void nothingIsSaidToWhoDoesNotAsk() throws Exception {
    BuildFixture fixture = service();

    assertThat(explained(fixture, fixture.request(SERVICE))).isEmpty();
  }

  @Test
  void changedFilesAreNamedAndWhatFollowsThem() throws Exception {
    BuildFixture fixture = service();
    fixture.build(SERVICE);
    fixture.write("go.sum", "2\n");
    fixture.write("sub/new.go", "package sub\n");
    Files.delete(fixture.context.resolve("main.go"));

    assertThat(explained(fixture, SERVICE))
        .containsExactly(
            "COPY go.mod go.sum ./: go.sum changed",
            "COPY . .: go.sum changed; sub, sub/new.go added; main.go removed",
            "COPY . .: an earlier step ran: [build 3/5] COPY go.mod go.sum ./",
            "RUN echo 0.0.1 > /app: an earlier step ran: [build 4/5] COPY . .");
  }

  @Test
  void changedArgumentIsNamedWithItsValuesAndWhatItMade() throws Exception {
    BuildFixture fixture = service();
    fixture.build(SERVICE);

    assertThat(
            explained(
                fixture,
                asked(fixture.request(SERVICE)).withBuildArguments(Map.of("VERSION", "0.0.2"))))
        .containsExactly(
            "RUN echo 0.0.2 > /app: ARG VERSION: 0.0.1 -> 0.0.2",
            "COPY --from=build /app /app: app changed");
  }

  @Test
  void changedBaseIsNamedWithItsIds() throws Exception {
    BuildFixture fixture = service();
    fixture.build(SERVICE);
    try (ImageStore store = ImageStore.open(fixture.root)) {
      var layer = fixture.busyboxLayer(store);
      fixture.image(store, "busybox", List.of(layer, layer));
    }

    List<String> lines = explained(fixture, SERVICE);
    assertThat(lines.getFirst())
        .matches("WORKDIR /src: base busybox:latest: sha256:[0-9a-f]{12} -> sha256:[0-9a-f]{12}");
    assertThat(lines.get(1)).endsWith("an earlier step ran: [build 2/5] WORKDIR /src");
  }

  @Test
  void changedInstructionIsShownBesideTheOldOne() throws Exception {
    BuildFixture fixture = service();
    fixture.build(SERVICE);

    assertThat(explained(fixture, SERVICE.replace("echo $VERSION", "echo v$VERSION")))
        .startsWith(
            "RUN echo v0.0.1 > /app: instruction: RUN echo 0.0.1 > /app -> RUN echo v0.0.1 > /app");
  }

  @Test
  void newInstructionWasNeverBuiltAndMovesNoOther() throws Exception {
    BuildFixture fixture = service();
    fixture.build(SERVICE);

    assertThat(explained(fixture, SERVICE.replace("COPY . .", "RUN true\nCOPY . .")))
        .startsWith(
            "RUN true: never built before", "COPY . .: an earlier step ran: [build 4/6] RUN true");
  }

  @Test
  void removedInstructionLeavesAnotherStepBelow() throws Exception {
    BuildFixture fixture = service();
    fixture.build(SERVICE);

    assertThat(explained(fixture, SERVICE.replace("COPY go.mod go.sum ./\n", "")))
        .startsWith("COPY . .: it follows another step than before: [build 2/4] WORKDIR /src");
  }

  @Test
  void stepWhoseResultIsGoneSaysSo() throws Exception {
    BuildFixture fixture = service();
    fixture.build(SERVICE);
    try (Stream<Path> steps = Files.list(fixture.root.resolve("snapshots"))) {
      for (Path step : steps.toList()) {
        Files.move(step, folder.resolve("gone-" + step.getFileName()));
      }
    }

    assertThat(explained(fixture, SERVICE))
        .contains("RUN echo 0.0.1 > /app: its earlier result is no longer in the cache");
  }

  @Test
  void buildWithoutCacheSaysOnlyThat() throws Exception {
    BuildFixture fixture = service();
    fixture.build(SERVICE);

    assertThat(explained(fixture, asked(fixture.request(SERVICE)).withNoCache(true)))
        .hasSize(5)
        .allMatch(line -> line.endsWith(": --no-cache"));
  }

  @Test
  void failedBuildForgetsNothingOfWhatItDidNotComeTo() throws Exception {
    BuildFixture fixture = service();
    fixture.build(SERVICE);
    fixture.write("go.sum", "2\n");
    fixture.failure(SERVICE.replace("WORKDIR /src", "WORKDIR /src\nRUN false"));

    assertThat(explained(fixture, SERVICE)).startsWith("COPY go.mod go.sum ./: go.sum changed");
  }

  @Test
  void oneSetOfFilesIsNotComparedWithAnother() throws Exception {
    BuildFixture fixture = service();
    fixture.build(SERVICE);

    assertThat(explained(fixture, asked(fixture.request(SERVICE)).withTarget("build"))).isEmpty();
    fixture.write("go.sum", "2\n");
    assertThat(explained(fixture, asked(fixture.request(SERVICE)).withTarget("build")))
        .contains("COPY go.mod go.sum ./: go.sum changed");
  }

  @Test
  void stepThatFailedIsComparedWithItsLastSuccess() throws Exception {
    BuildFixture fixture = service();
    String failing = SERVICE.replace("echo $VERSION > /app", "test $VERSION = 1 && touch /app");
    explained(fixture, failing);

    assertThat(explained(fixture, failing))
        .containsExactly("RUN test 0.0.1 = 1 && touch /app: never built before");
    fixture.build(fixture.request(failing).withBuildArguments(Map.of("VERSION", "1")));
    assertThat(explained(fixture, failing))
        .containsExactly("RUN test 0.0.1 = 1 && touch /app: ARG VERSION: 1 -> 0.0.1");
  }
}
