package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.NamedContext;
import dev.slipway.image.HistoryEntry;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a stage begins with, and what its image says of itself.
class BuildsStageTest {
  private BuildFixture fixture;

  @BeforeEach
  void prepare(@TempDir Path directory) throws IOException {
    fixture = new BuildFixture(directory).withBusybox();
  }

  private Image named(String name, String text) throws Exception {
    return fixture
        .build(fixture.request(text).withTags(List.of(ImageReference.parse(name).withDefaultTag())))
        .image();
  }

  private static List<String> history(Image image) {
    return image.config().history().stream().map(HistoryEntry::createdBy).toList();
  }

  @Test
  void triggersAreKeptAndRunInTheChildAlone() throws Exception {
    fixture.write("f", "1");
    Image parent =
        named(
            "parent",
            "FROM busybox\nWORKDIR /w\nONBUILD COPY f ./\nONBUILD RUN echo hi\nONBUILD ENV A=b\n");
    assertThat(parent.config().config().onBuild())
        .containsExactly("COPY f ./", "RUN echo hi", "ENV A=b");
    assertThat(history(parent)).containsExactly("base", "WORKDIR /w");

    Image child = fixture.build("FROM parent\nRUN echo own $A\n").image();

    assertThat(fixture.output()).isEqualTo("hi\nown b\n");
    assertThat(fixture.ran())
        .containsExactly(
            "[2/5] ONBUILD COPY f ./", "[3/5] ONBUILD RUN echo hi", "[4/5] RUN echo own b");
    assertThat(child.config().config().onBuild()).isEmpty();
    assertThat(child.config().config().env()).contains("A=b");
    assertThat(fixture.read(child, "/w/f")).isEqualTo("1");
    assertThat(history(child))
        .containsExactly(
            "base",
            "WORKDIR /w",
            "COPY f ./ # buildkit",
            "RUN /bin/sh -c echo hi # buildkit",
            "ENV A=b",
            "RUN /bin/sh -c echo own $A # buildkit");
  }

  @Test
  void triggersOfAStageRunInTheStagesOnIt() throws Exception {
    fixture.build(
        "FROM busybox AS a\nONBUILD RUN echo from a\nFROM a AS b\nRUN echo b\nFROM b\nRUN echo c\n");

    assertThat(fixture.output()).isEqualTo("from a\nb\nc\n");
  }

  @Test
  void triggerMayCopyFromAStageOfTheChild() throws Exception {
    named("parent", "FROM busybox\nONBUILD COPY --from=made /f /g\n");

    Image child = fixture.build("FROM busybox AS made\nRUN echo x > /f\nFROM parent\n").image();

    assertThat(fixture.read(child, "/g")).isEqualTo("x\n");
  }

  @Test
  void failureInATriggerShowsTheFromThatBroughtIt() throws Exception {
    named("parent", "FROM busybox\nONBUILD RUN false\n");
    BuildException failure = fixture.failure("# one\n\nFROM parent\n");
    assertThat(failure.excerpt().orElseThrow()).contains("3 | >>> FROM parent");

    named("parent", "FROM busybox\nONBUILD COPY --chmod=q f /\n");
    assertThat(fixture.failure("FROM parent\n"))
        .hasMessageStartingWith("ONBUILD COPY --chmod=q f /: invalid chmod parameter: 'q'");
  }

  @Test
  void ownPlatformIsTakenAndAnotherIsNamed() throws Exception {
    String own = dev.slipway.image.Platform.host().format();
    fixture.build("FROM --platform=$BUILDPLATFORM busybox\nRUN true\n");
    fixture.build("FROM --platform=" + own + " busybox\nRUN true\n");
    fixture.build("FROM --platform=linux/s390x scratch\nCOPY <<f /\nf\n");

    BuildException failure = fixture.failure("FROM --platform=linux/s390x busybox\nRUN true\n");
    assertThat(failure)
        .hasMessage("busybox: no match for platform linux/s390x: the image is for " + own);
    assertThat(fixture.failure("FROM --platform=what/ever/it/is busybox\n"))
        .hasMessageStartingWith("failed to parse platform what/ever/it/is: ");
    assertThat(fixture.failure("ARG P\nFROM --platform=$P busybox\n"))
        .hasMessage("empty platform value from expression $P");
  }

  @Test
  void platformArgumentsAreThere() throws Exception {
    fixture.build(
        """
        FROM busybox AS last
        ARG TARGETPLATFORM
        ARG BUILDARCH
        ARG TARGETOS
        ARG TARGETVARIANT
        ARG TARGETSTAGE
        RUN echo "$TARGETPLATFORM $BUILDARCH $TARGETOS x${TARGETVARIANT}x $TARGETSTAGE"
        """);
    var host = dev.slipway.image.Platform.host();
    assertThat(fixture.output())
        .isEqualTo(host.format() + " " + host.architecture() + " linux xx last\n");

    fixture.build("FROM busybox\nRUN echo \"x${TARGETPLATFORM}x\"\n");
    assertThat(fixture.output()).isEqualTo("xx\n");
    fixture.build(
        fixture
            .request("FROM busybox\nARG TARGETARCH\nRUN echo $TARGETARCH\n")
            .withBuildArguments(Map.of("TARGETARCH", "other")));
    assertThat(fixture.output()).isEqualTo("other\n");
  }

  @Test
  void proxyArgumentsReachStepsButNoKeyAndNoHistory() throws Exception {
    String text = "FROM busybox\nRUN echo $HTTP_PROXY $https_proxy\n";
    Image image =
        fixture
            .build(
                fixture
                    .request(text)
                    .withBuildArguments(
                        Map.of("HTTP_PROXY", "http://p:1", "HTTPS_PROXY", "http://p:2")))
            .image();

    assertThat(fixture.output()).isEqualTo("http://p:1 http://p:2\n");
    assertThat(history(image))
        .last()
        .isEqualTo("RUN /bin/sh -c echo $HTTP_PROXY $https_proxy # buildkit");
    assertThat(image.config().config().env()).noneMatch(each -> each.contains("proxy"));
    assertThat(fixture.build(text).executedSteps()).isZero();
  }

  @Test
  void allVariablesOfAnInstructionAreThoseBeforeIt() throws Exception {
    Image image =
        fixture.build("FROM busybox\nENV abc=hello\nENV abc=bye def=$abc\nENV ghi=$abc\n").image();

    assertThat(image.config().config().env()).contains("abc=bye", "def=hello", "ghi=bye");
  }

  @Test
  void missingValueThatIsRequiredEndsTheBuild() throws Exception {
    BuildException failure =
        fixture.failure("FROM busybox\nARG V\nENV A=\"${V:?give V with --build-arg}\"\n");

    assertThat(failure).hasMessageContaining("give V with --build-arg");
    assertThat(failure.excerpt().orElseThrow()).contains("3 |");
  }

  @Test
  void directoryOfTheWorkingUserIsHis() throws Exception {
    Image image =
        fixture
            .build(
                "FROM busybox\nUSER echo:extra\nWORKDIR /a/b\nUSER 7:8\nWORKDIR c\nUSER 9\nWORKDIR /d\n")
            .image();

    assertThat(fixture.layers(image, 1).stream().flatMap(List::stream).toList())
        .containsExactly(
            "DIRECTORY /a 755 1001:77",
            "DIRECTORY /a/b 755 1001:77",
            "DIRECTORY /a 755 1001:77",
            "DIRECTORY /a/b 755 1001:77",
            "DIRECTORY /a/b/c 755 7:8",
            "DIRECTORY /d 755 9:9");
    assertThat(image.config().config().user()).isEqualTo("9");
    assertThat(image.config().config().workingDir()).isEqualTo("/d");
  }

  @Test
  void metadataIsInTheConfigAndInTheHistory() throws Exception {
    Image image =
        fixture
            .build(
                """
                FROM busybox
                MAINTAINER me
                LABEL a=b c="d e"
                EXPOSE 80 90-92/udp 80/tcp
                VOLUME ["/v", "/w"]
                STOPSIGNAL SIGQUIT
                SHELL ["/bin/sh", "-ec"]
                HEALTHCHECK --interval=5s --timeout=3s --retries=2 CMD echo ok
                ENTRYPOINT echo entry
                CMD ["x", "y"]
                USER echo:echoes
                """)
            .image();
    var config = image.config().config();

    assertThat(image.config().author()).isEqualTo("me");
    assertThat(config.labels()).isEqualTo(Map.of("a", "b", "c", "d e"));
    assertThat(config.exposedPorts()).containsExactly("80/tcp", "90/udp", "91/udp", "92/udp");
    assertThat(config.volumes()).containsExactly("/v", "/w");
    assertThat(config.stopSignal()).isEqualTo("SIGQUIT");
    assertThat(config.shell()).containsExactly("/bin/sh", "-ec");
    assertThat(config.entrypoint()).containsExactly("/bin/sh", "-ec", "echo entry");
    assertThat(config.cmd()).containsExactly("x", "y");
    assertThat(config.user()).isEqualTo("echo:echoes");
    assertThat(history(image))
        .containsExactly(
            "base",
            "MAINTAINER me",
            "LABEL a=b c=d e",
            "EXPOSE [80/tcp 80/tcp 90/udp 91/udp 92/udp]",
            "VOLUME [/v /w]",
            "STOPSIGNAL SIGQUIT",
            "SHELL [/bin/sh -ec]",
            "HEALTHCHECK &{[\"CMD-SHELL\" \"echo ok\"] \"5s\" \"3s\" \"0s\" \"0s\" '\\x02'}",
            "ENTRYPOINT [\"/bin/sh\" \"-ec\" \"echo entry\"]",
            "CMD [\"x\" \"y\"]",
            "USER echo:echoes");
  }

  @Test
  void namedContextIsADirectoryAnImageOrAStagesPlace() throws Exception {
    Path other = Files.createDirectory(fixture.base.resolve("other"));
    Files.writeString(other.resolve("f"), "other\n");
    Files.writeString(other.resolve("left-out"), "x");
    Files.writeString(other.resolve(".dockerignore"), "left-out\n");
    String text =
        """
        FROM busybox AS made
        RUN echo stage > /f
        FROM box
        COPY --from=dir f /copied
        COPY --from=made f /made
        RUN --mount=from=dir,target=/m cat /m/f && ! ls /m/left-out
        """;
    Map<String, NamedContext> contexts =
        Map.of(
            "dir", new NamedContext.Directory(other),
            "box", new NamedContext.ImageName(ImageReference.parse("busybox")));

    Image image = fixture.build(fixture.request(text).withContexts(contexts)).image();
    assertThat(fixture.output()).contains("other\n");
    assertThat(fixture.read(image, "/copied")).isEqualTo("other\n");
    assertThat(fixture.read(image, "/made")).isEqualTo("stage\n");

    Image replaced =
        fixture
            .build(
                fixture
                    .request(text)
                    .withContexts(
                        Map.of(
                            "dir", new NamedContext.Directory(other),
                            "made", new NamedContext.Directory(other),
                            "box", new NamedContext.ImageName(ImageReference.parse("busybox")))))
            .image();
    assertThat(fixture.read(replaced, "/made")).isEqualTo("other\n");
  }

  @Test
  void everyTimeOfTheImageIsTheEpoch() throws Exception {
    Path file = fixture.write("f", "1");
    fixture.write("new", "1");
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_000)));
    String text = "FROM busybox\nCOPY f new /d/\nRUN echo x > /d/made\nENV A=b\n";
    var request =
        fixture.request(text).withBuildArguments(Map.of("SOURCE_DATE_EPOCH", "1700000000"));

    Image first = fixture.build(request).image();
    Image again = fixture.build(request.withNoCache(true)).image();

    assertThat(again.id()).isEqualTo(first.id());
    Instant epoch = Instant.ofEpochSecond(1_700_000_000);
    assertThat(first.config().created()).isEqualTo(epoch);
    assertThat(first.config().history())
        .extracting(HistoryEntry::created)
        .contains(Instant.EPOCH, epoch)
        .doesNotContainNull();
    assertThat(times(first)).containsOnly(1_700_000_000L);
    assertThat(fixture.build(request).executedSteps()).isZero();
    assertThat(fixture.build(text).image().id()).isNotEqualTo(first.id());
    assertThat(fixture.build("ARG SOURCE_DATE_EPOCH=1700000000\n" + text).image().id())
        .isEqualTo(first.id());
    assertThatEpochIsRefused("yesterday");
  }

  @Test
  void frontendThatIsAskedForFromOutsideGoesBeforeTheFilesOwn() throws Exception {
    String text = "# syntax=other/frontend\nFROM scratch\nCOPY . /\n";
    assertThat(fixture.failure(text)).hasMessage("the syntax of other/frontend is not built in");

    fixture.build(
        fixture
            .request(text)
            .withBuildArguments(Map.of("BUILDKIT_SYNTAX", "docker/dockerfile:1 --x")));
    BuildException failure = null;
    try {
      fixture.build(
          fixture
              .request("FROM scratch\n")
              .withBuildArguments(Map.of("BUILDKIT_SYNTAX", "other/frontend")));
    } catch (BuildException expected) {
      failure = expected;
    }
    assertThat(failure).hasMessage("BUILDKIT_SYNTAX: the syntax of other/frontend is not built in");
  }

  @Test
  void directoryHasNoTimeForAnImage() throws Exception {
    fixture.build("ARG SOURCE_DATE_EPOCH=context\nFROM scratch\nCOPY . /\n");
    assertThat(fixture.events.toString())
        .contains("SOURCE_DATE_EPOCH=context: nothing says how old that is");
  }

  private void assertThatEpochIsRefused(String value) throws Exception {
    BuildException failure = fixture.failure("ARG SOURCE_DATE_EPOCH=" + value + "\nFROM busybox\n");
    assertThat(failure).hasMessage("invalid SOURCE_DATE_EPOCH: " + value);
  }

  private List<Long> times(Image image) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(fixture.root)) {
      return image.config().diffIds().stream()
          .skip(1)
          .flatMap(diffId -> {
            try {
              return store.layers().index(diffId).entries().stream();
            } catch (IOException failure) {
              throw new java.io.UncheckedIOException(failure);
            }
          })
          .map(LayerEntry::mtimeSeconds)
          .distinct()
          .toList();
    }
  }

  @Test
  void ignoreFileOfTheDockerfileGoesBeforeTheContexts() throws Exception {
    fixture.write("a", "1");
    fixture.write("b", "1");
    fixture.write(".dockerignore", "a\n");
    Files.writeString(fixture.base.resolve("Dockerfile.dockerignore"), "b\n");

    Image image = fixture.build("FROM scratch\nCOPY a* b* /m/\n").image();

    assertThat(fixture.layers(image, 0).getLast())
        .containsExactly("DIRECTORY /m 755 0:0", "FILE /m/a 644 0:0");
  }
}
