package dev.slipway.engine.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.image.Image;
import dev.slipway.image.store.ImageStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A builder that is killed leaves no process, no mount and no broken store.
class BuildsKillTest {
  private static final String DOCKERFILE =
      """
      FROM busybox AS one
      RUN --mount=type=cache,target=/c echo x >> /c/f && sleep 0.1 #MARK
      COPY a /one
      FROM busybox AS two
      WORKDIR /w
      RUN echo two > two && sleep 0.1 #MARK
      RUN echo three > three && sleep 0.1 #MARK
      FROM busybox
      COPY --from=one /one /one
      COPY --from=two /w/ /w/
      RUN cat /one /w/two /w/three > /all #MARK
      """;

  private BuildFixture fixture;
  private String mark;
  private Path dockerfile;

  @BeforeEach
  void prepare(@TempDir Path directory) throws IOException {
    fixture = new BuildFixture(directory).withBusybox();
    fixture.write("a", "one\n");
    mark = "mark-" + ProcessHandle.current().pid() + "-" + System.nanoTime();
    dockerfile =
        Files.writeString(directory.resolve("killed"), DOCKERFILE.replace("#MARK", "#" + mark));
  }

  @Test
  void tenKillsLeaveNothingBehind() throws Exception {
    killed(10, new Random(1));
  }

  @Test
  @Tag("long")
  void fiftyKillsLeaveNothingBehind() throws Exception {
    killed(50, new Random(2));
  }

  private void killed(int times, Random random) throws Exception {
    int events = events(start(), Integer.MAX_VALUE);
    for (int i = 0; i < times; i++) {
      Process builder = start();
      events(builder, random.nextInt(events));
      Thread.sleep(random.nextInt(30)); // Not only right after an event.
      builder.destroyForcibly().waitFor();

      awaitNoProcess();
      assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
          .doesNotContain(fixture.base.toString());
      assertThatTheStoreIsWhole();
    }
    Image image = fixture.build(Files.readString(dockerfile)).image();
    assertThat(fixture.read(image, "/all")).isEqualTo("one\ntwo\nthree\n");
    assertThat(fixture.files("tmp")).isZero();
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                BuildMain.class.getName(),
                fixture.root.toString(),
                fixture.base.resolve("run").toString(),
                fixture.context.toString(),
                dockerfile.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  /// Reads so many events, or all; they are counted.
  private static int events(Process builder, int wanted) throws IOException {
    int seen = 0;
    BufferedReader lines = builder.inputReader();
    while (seen < wanted && lines.readLine() != null) {
      seen++;
    }
    return seen;
  }

  /// The kernel kills what the builder ran; it takes a moment.
  private void awaitNoProcess() throws IOException, InterruptedException {
    for (int i = 0; i < 600; i++) {
      if (!isRunning()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("a step outlived its builder: " + mark);
  }

  private boolean isRunning() throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (commandLine(process).contains(mark)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Empty for a process that is just ending.
  private static String commandLine(Path process) {
    try {
      return Files.readString(process.resolve("cmdline"));
    } catch (IOException ended) {
      return "";
    }
  }

  /// Every image that is named can be read, and every file it names is there.
  private void assertThatTheStoreIsWhole() throws IOException {
    try (ImageStore store = ImageStore.open(fixture.root)) {
      for (Image image : store.images().list()) {
        for (var layer : image.layers()) {
          assertThat(store.blobs().path(layer.digest())).hasSize(layer.size());
        }
      }
      try (var temporary = Files.list(fixture.root.resolve("tmp"))) {
        assertThat(temporary.filter(each -> Files.isDirectory(each)).toList()).isEmpty();
      }
    }
  }
}
