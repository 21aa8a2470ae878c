package dev.slipway.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Builds at once on one store: a step that several want runs once.
class SharedBuildTest {
  @TempDir Path folder;
  private Program slipway;

  @BeforeEach
  void prepare() {
    Program.needRoot();
    slipway = Program.in(folder);
    slipway.load("busybox");
  }

  private Path context(String name, String dockerfile) throws IOException {
    Path context = Files.createDirectories(folder.resolve(name));
    Files.writeString(context.resolve("own"), name);
    Files.writeString(context.resolve("Dockerfile"), dockerfile);
    return context;
  }

  @Test
  void eightBuildsAtOnceRunWhatTheyShareOnce() throws Exception {
    List<Process> builds = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      String name = "b" + i;
      context(
          name,
          """
          FROM busybox
          RUN cat /proc/sys/kernel/random/uuid > /id
          COPY own /
          RUN cat /own
          """);
      builds.add(slipway.start("build", "--progress", "plain", "-t", name, name));
    }
    Set<String> shared = new HashSet<>();
    Set<String> images = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      String said = new String(builds.get(i).getErrorStream().readAllBytes(), UTF_8);
      assertThat(builds.get(i).waitFor()).as(said).isZero();
      shared.add(
          slipway.run("inspect", "-f", "{{index .RootFS.Layers 1}}", "b" + i).succeeded().text());
      images.add(slipway.run("inspect", "-f", "{{.Id}}", "b" + i).succeeded().text());
    }

    assertThat(shared).hasSize(1);
    assertThat(images).hasSize(8);
    assertThat(slipway.run("system", "check").succeeded().text()).endsWith("sound");
  }

  @Test
  void twoStagesWithTheSameStepRunItOnce() throws IOException {
    context(
        "twice",
        """
        FROM busybox AS a
        RUN cat /proc/sys/kernel/random/uuid > /id
        FROM busybox AS b
        RUN cat /proc/sys/kernel/random/uuid > /id
        FROM busybox
        COPY --from=a /id /a
        COPY --from=b /id /b
        RUN cmp /a /b
        """);

    slipway.run("build", "twice").succeeded();
  }

  @Test
  void whoWaitsForAKilledBuildRunsTheStepItself() throws Exception {
    context(
        "killed",
        """
        FROM busybox
        RUN --mount=type=cache,id=c,target=/c if mkdir /c/first; then sleep 1000; fi; echo done > /done
        """);
    Process holder = slipway.start("build", "--progress", "plain", "-t", "one", "killed");
    awaitFile(slipway.store().resolve("cache-mounts"), "data/first");
    Process waiting = slipway.start("build", "--progress", "plain", "-t", "two", "killed");
    try (var lines = reader(waiting)) {
      awaitLine(lines, "waiting for the same step");
      holder.destroyForcibly().waitFor();
      drain(lines);
    }

    assertThat(waiting.waitFor()).isZero();
    assertThat(slipway.run("run", "--rm", "two", "cat", "/done").succeeded().text())
        .isEqualTo("done");
  }

  @Test
  void aFailureStopsWhatRunsBesideItAndIsWhatIsTold() throws Exception {
    context(
        "failing",
        """
        FROM busybox AS slow
        RUN --mount=type=cache,id=f,target=/c mkdir /c/slow && sleep 1000
        FROM busybox AS broken
        RUN --mount=type=cache,id=f,target=/c while ! [ -d /c/slow ]; do sleep 0.05; done; exit 7
        FROM busybox
        COPY --from=slow / /slow
        COPY --from=broken / /broken
        """);

    Outcome failed = slipway.run("build", "--progress", "plain", "failing");

    assertThat(failed.exitCode()).isEqualTo(1);
    assertThat(failed.errors())
        .contains("CANCELED")
        .contains("exit code: 7")
        .contains("ERROR: failed to build");
    assertThat(failed.errors().lines().filter(line -> line.contains("CANCELED")).count())
        .isEqualTo(1);
    assertThat(slipway.run("system", "check").succeeded().text()).endsWith("sound");
  }

  @Test
  void aBuildThatIsToldToStopCleansUp() throws Exception {
    context(
        "stopped",
        "FROM busybox\nRUN --mount=type=cache,id=s,target=/c mkdir /c/began && sleep 1000\n");
    Process build = slipway.start("build", "--progress", "plain", "stopped");
    awaitFile(slipway.store().resolve("cache-mounts"), "data/began");

    slipway.runOther("kill", "-TERM", String.valueOf(build.pid())).succeeded();
    try (var lines = reader(build)) {
      awaitLine(lines, "CANCELED");
      drain(lines);
    }

    assertThat(build.waitFor()).isNotZero();
    assertThat(slipway.store().resolve("tmp")).isEmptyDirectory();
    assertThat(Files.readString(Path.of("/proc/self/mounts")))
        .doesNotContain(slipway.store().toString());
    assertThat(slipway.run("system", "check").succeeded().text()).endsWith("sound");
  }

  private static BufferedReader reader(Process process) {
    return new BufferedReader(new InputStreamReader(process.getErrorStream(), UTF_8));
  }

  private static void awaitLine(BufferedReader lines, String part) throws IOException {
    StringBuilder said = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      said.append(line).append('\n');
      if (line.contains(part)) {
        return;
      }
    }
    throw new AssertionError("no line with " + part + " in\n" + said);
  }

  private static void drain(BufferedReader lines) throws IOException {
    while (lines.readLine() != null) {
      // to its end
    }
  }

  /// Waits for something that a step makes in its cache mount, which has a directory of its own.
  private static void awaitFile(Path mounts, String name) throws Exception {
    for (int i = 0; i < 6000; i++) {
      if (Files.isDirectory(mounts)) {
        try (var all = Files.list(mounts)) {
          if (all.anyMatch(mount -> Files.exists(mount.resolve(name)))) {
            return;
          }
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the step never made " + name);
  }
}
