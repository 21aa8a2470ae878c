package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildResult;
import dev.slipway.image.Image;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildsRunTest {
  private BuildFixture fixture;

  @BeforeEach
  void prepare(@TempDir Path directory) throws IOException {
    fixture = new BuildFixture(directory).withBusybox();
  }

  @Test
  void stepsChangesAreTheLayerAndNothingElse() throws Exception {
    Image image =
        fixture.build("FROM busybox\nRUN true\nRUN echo hi > /tmp/f && rm /etc/group\n").image();

    assertThat(fixture.layers(image, 1))
        .containsExactly(
            List.of(),
            List.of(
                "DIRECTORY /etc 755 0:0",
                "WHITEOUT /etc/group 600 0:0",
                "DIRECTORY /tmp 755 0:0",
                "FILE /tmp/f 644 0:0"));
    assertThat(fixture.read(image, "/tmp/f")).isEqualTo("hi\n");
  }

  @Test
  void editingASourceFileDoesNotRunWhatStandsBeforeIt() throws Exception {
    fixture.write("go.mod", "module m\n");
    fixture.write("main.go", "1");
    String text =
        """
        FROM busybox
        WORKDIR /app
        COPY go.mod ./
        RUN echo download && touch downloaded
        COPY . .
        RUN echo build && cat main.go > built
        """;
    fixture.build(text);
    fixture.write("main.go", "2");
    Image image = fixture.build(text).image();

    assertThat(fixture.output()).isEqualTo("build\n");
    assertThat(fixture.cached()).contains("[4/6] RUN echo download && touch downloaded");
    assertThat(fixture.read(image, "/app/built")).isEqualTo("2");
  }

  @Test
  void cachedRebuildIsTheSameImage() throws Exception {
    String text = "FROM busybox\nRUN cat /proc/sys/kernel/random/uuid > /id\nENV A=b\n";
    Image first = fixture.build(text).image();
    BuildResult second = fixture.build(text);

    assertThat(second.image().id()).isEqualTo(first.id());
    assertThat(second.executedSteps()).isZero();
  }

  @Test
  void noCacheRunsEverythingAndKeepsCacheMounts() throws Exception {
    String text = "FROM busybox\nRUN --mount=type=cache,target=/c echo x >> /c/f && cat /c/f\n";
    fixture.build(text);
    fixture.build(fixture.request(text).withNoCache(true));

    assertThat(fixture.output()).isEqualTo("x\nx\n");
    assertThat(fixture.build(text).executedSteps()).isZero();
  }

  @Test
  void cacheMountIsInNoLayer() throws Exception {
    Image image =
        fixture
            .build(
                "FROM busybox\nRUN --mount=type=cache,target=/c/d,mode=0700,uid=5 echo x > /c/d/f && ls -ldn /c/d\n")
            .image();

    assertThat(fixture.output()).startsWith("drwx------").contains(" 5 ");
    assertThat(fixture.layers(image, 1)).containsExactly(List.of());
  }

  @Test
  void cacheMountStartsWithAStagesFiles() throws Exception {
    fixture.build(
        """
        FROM busybox AS seed
        RUN mkdir /seed && echo s > /seed/f
        FROM busybox
        RUN --mount=type=cache,target=/c,from=seed,source=/seed cat /c/f
        """);

    assertThat(fixture.output()).isEqualTo("s\n");
  }

  @Test
  void argumentsAndEnvironmentReachTheProcess() throws Exception {
    String text = "FROM busybox\nARG VERSION\nENV E=\"a b\"\nRUN echo \"$VERSION/$E/$HOME\"\n";
    fixture.build(fixture.request(text).withBuildArguments(Map.of("VERSION", "0.0.1")));
    assertThat(fixture.output()).isEqualTo("0.0.1/a b/root\n".replace("/root", "//root"));

    fixture.build(fixture.request(text).withBuildArguments(Map.of("VERSION", "0.0.2")));
    assertThat(fixture.output()).startsWith("0.0.2/");
  }

  @Test
  void stepRunsAsTheUserInTheDirectoryInForce() throws Exception {
    fixture.build(
        """
        FROM busybox
        WORKDIR /home/echo
        RUN chown echo /home/echo
        USER echo
        RUN id && pwd && touch mine && ls -n mine
        """);

    assertThat(fixture.output())
        .contains("uid=1001(echo) gid=1005(echoes) groups=77(extra),1005(echoes)")
        .contains("/home/echo\n")
        .contains(" 1001     1005 ");
  }

  @Test
  void ownersAreNamesOfTheImage() throws Exception {
    fixture.write("a", "1");
    Image image =
        fixture
            .build("FROM busybox\nCOPY --chown=echo:extra a /bin/\nCOPY --chown=echo a /x/\n")
            .image();

    assertThat(fixture.layers(image, 1))
        .containsExactly(
            List.of(
                "DIRECTORY /usr 755 0:0",
                "DIRECTORY /usr/bin 755 0:0",
                "FILE /usr/bin/a 644 1001:77"),
            List.of("DIRECTORY /x 755 1001:1005", "FILE /x/a 644 1001:1005"));
    assertThat(fixture.failure("FROM busybox\nCOPY --chown=stranger a /\n"))
        .hasMessageContaining("stranger");
  }

  @Test
  void directoryOfWorkdirBelongsToTheUserInForce() throws Exception {
    Image image = fixture.build("FROM busybox\nUSER echo\nWORKDIR /tmp/a/b\n").image();

    assertThat(fixture.layers(image, 1))
        .containsExactly(
            List.of(
                "DIRECTORY /tmp 755 0:0",
                "DIRECTORY /tmp/a 755 1001:1005",
                "DIRECTORY /tmp/a/b 755 1001:1005"));
  }

  @Test
  void unusedStagesDoNotRun() throws Exception {
    fixture.build("FROM busybox AS unused\nRUN exit 1\nFROM busybox\nRUN echo used\n");

    assertThat(fixture.output()).isEqualTo("used\n");
  }

  @Test
  void independentStagesRunSideBySide() throws Exception {
    fixture.build(
        """
        FROM busybox AS a
        RUN --mount=type=cache,target=/c touch /c/a; i=0; while [ ! -e /c/b ]; do i=$((i+1)); [ $i -lt 600 ] || exit 1; sleep 0.1; done
        FROM busybox AS b
        RUN --mount=type=cache,target=/c touch /c/b; i=0; while [ ! -e /c/a ]; do i=$((i+1)); [ $i -lt 600 ] || exit 1; sleep 0.1; done
        FROM busybox
        COPY --from=a /etc/passwd /a
        COPY --from=b /etc/passwd /b
        """);

    assertThat(fixture.ran()).anyMatch(title -> title.startsWith("[a 2/2] RUN"));
  }

  @Test
  void failingStepShowsItsEndAndStopsItsSiblings() throws Exception {
    BuildException failure =
        fixture.failure(
            """
            FROM busybox AS sibling
            RUN --mount=type=cache,target=/c touch /c/here && sleep 1000
            FROM busybox
            RUN --mount=type=cache,target=/c while [ ! -e /c/here ]; do sleep 0.1; done; echo last words; exit 3
            COPY --from=sibling /x /x
            """);

    assertThat(failure).hasMessageEndingWith("did not complete successfully: exit code: 3");
    assertThat(failure.step().orElseThrow().exitCode()).contains(3);
    assertThat(failure.step().orElseThrow().lastLines())
        .singleElement()
        .asString()
        .endsWith(" last words");
    assertThat(failure.detail())
        .contains("Dockerfile:4", ">>> RUN --mount", "^^^", " > [stage-1 2/3] RUN");
    assertThat(fixture.events).anyMatch(BuildEvent.StepFailed.class::isInstance);
    assertThat(fixture.events).anyMatch(BuildEvent.StepCancelled.class::isInstance);
    assertThat(fixture.files("snapshots")).isZero();
    assertThat(fixture.files("steps")).isZero();
    assertThat(fixture.files("tmp")).isZero();
  }

  @Test
  void unknownUserIsNamed() throws Exception {
    assertThat(fixture.failure("FROM busybox\nUSER stranger\nRUN true\n"))
        .hasMessageContaining("unable to find user stranger");
  }

  @Test
  void interruptStopsTheBuildAndLeavesNothing() throws Exception {
    var request = fixture.request("FROM busybox\nRUN echo started && sleep 1000\n");
    Thread build = Thread.currentThread();
    assertThatThrownBy(() ->
            new Builds(fixture.locations)
                .build(
                    request,
                    event -> {
                      fixture.events.add(event);
                      if (event instanceof BuildEvent.StepOutput) {
                        build.interrupt();
                      }
                    }))
        .isInstanceOfAny(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(fixture.events.getLast()).isInstanceOf(BuildEvent.StepCancelled.class);
    assertThat(fixture.files("snapshots")).isZero();
    assertThat(fixture.files("tmp")).isZero();
    assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
        .doesNotContain(fixture.base.toString());
  }

  @Test
  void layerNamedTwiceBuildsAndRuns() throws Exception {
    try (ImageStore store = ImageStore.open(fixture.root)) {
      var layer = fixture.busyboxLayer(store);
      fixture.image(store, "twice", List.of(layer, layer));
    }

    fixture.build("FROM twice\nRUN echo one\nRUN true\nRUN true\nRUN echo two\n");

    assertThat(fixture.output()).isEqualTo("one\ntwo\n");
  }

  @Test
  void sameStepOfTwoBuildsRunsOnce() throws Exception {
    String step = "RUN --mount=type=cache,target=/c echo x >> /c/f && sleep 0.3\n";
    Path one = Files.writeString(fixture.base.resolve("one"), "FROM busybox\n" + step);
    Path two =
        Files.writeString(
            fixture.base.resolve("two"), "FROM busybox AS a\n" + step + "FROM busybox\n" + step);
    var base = dev.slipway.builder.BuildRequest.of(fixture.context);
    try (var scope = dev.slipway.tasks.TaskScope.open("builds")) {
      for (Path file : List.of(one, two)) {
        scope.fork(
            () -> new Builds(fixture.locations).build(base.withDockerfile(file), event -> {}));
      }
      scope.join();
    }
    fixture.build("FROM busybox\nRUN --mount=type=cache,target=/c wc -l < /c/f\n");

    assertThat(fixture.output().strip()).isEqualTo("1");
  }

  @Test
  void runDirectoryIsTheLayersExtractedForm() throws Exception {
    Image image = fixture.build("FROM busybox\nRUN echo x > /f\n").image();

    try (ImageStore store = ImageStore.open(fixture.root)) {
      assertThat(store.layers().isExtracted(image.config().diffIds().getLast())).isTrue();
    }
  }
}
