package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `kill -9` of the builder at random moments: no process, no mount, no broken store; the next
/// build succeeds.
class KillTest {
  private static final String DOCKERFILE =
      """
      FROM busybox AS one
      COPY data /one
      RUN head -c 3000000 /dev/urandom > /random && sleep 0.2
      RUN rm /random && mkdir /d && for i in 1 2 3 4 5 6 7 8 9; do echo $i > /d/$i; done
      FROM busybox
      RUN sleep 0.3 && echo two > /two
      COPY --from=one /d /d
      RUN cat /d/9 /two
      """;

  @TempDir Path folder;
  private Program slipway;

  @BeforeEach
  void prepare() throws Exception {
    Program.needRoot();
    slipway = Program.in(folder);
    slipway.load("busybox");
    Files.createDirectory(folder.resolve("context"));
    Files.write(folder.resolve("context/data"), new byte[2_000_000]);
    Files.writeString(folder.resolve("context/Dockerfile"), DOCKERFILE);
  }

  @Test
  void tenKillsLeaveNothing() throws Exception {
    killAtRandomMoments(10);
  }

  @Test
  @Tag("long")
  void aHundredKillsLeaveNothing() throws Exception {
    killAtRandomMoments(100);
  }

  private void killAtRandomMoments(int kills) throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    long whole = timeOneBuild();
    for (int i = 0; i < kills; i++) {
      Process build = slipway.start("build", "--no-cache", "-t", "killed", "context");
      long moment = (long) (whole * random.nextDouble());
      build.waitFor(moment, TimeUnit.MILLISECONDS);
      build.destroyForcibly().waitFor();
      String when = "kill " + i + " after " + moment + " ms of " + whole + " (seed " + seed + ")";
      assertNothingRuns(when);
      assertThat(mounts()).as(when).isEmpty();
      assertThat(slipway.run("images", "-q", "busybox").succeeded().text()).as(when).isNotEmpty();
    }
    slipway.run("build", "--no-cache", "-t", "whole", "context").succeeded();
    assertThat(slipway.run("run", "--rm", "whole", "cat", "/d/9", "/two").text())
        .isEqualTo("9\ntwo");
    assertThat(
            slipway.run("save", "-o", folder.resolve("whole.tar").toString(), "whole").exitCode())
        .isZero();
    assertThat(folder.resolve("store/tmp")).isEmptyDirectory();
    assertThat(slipway.run("system", "check").succeeded().output()).contains(": sound");
    slipway.run("system", "check", "--repair").succeeded();
    assertThat(slipway.run("system", "check").succeeded().text()).endsWith(": sound");
  }

  private long timeOneBuild() {
    long begin = System.nanoTime();
    slipway.run("build", "--no-cache", "-t", "first", "context").succeeded();
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
  }

  /// Processes die by signals that the kernel delivers, which takes a moment: wait for it, but not
  /// for ever.
  private void assertNothingRuns(String when) throws Exception {
    for (int i = 0; i < 500 && !processes().isEmpty(); i++) {
      Thread.sleep(10);
    }
    assertThat(processes()).as(when).isEmpty();
  }

  /// Command lines of processes that have to do with this test's store.
  private List<String> processes() throws IOException {
    try (var all = ProcessHandle.allProcesses()) {
      return all.map(process -> read(Path.of("/proc/" + process.pid() + "/cmdline")))
          .filter(line -> line.contains(slipway.store().toString()) || belongsToTheStore(line))
          .toList();
    }
  }

  private boolean belongsToTheStore(String commandLine) {
    return commandLine.contains("/run/slipway/")
        && commandLine.contains(RunDirectory.of(slipway.store()));
  }

  private List<String> mounts() throws IOException {
    try (var lines = Files.lines(Path.of("/proc/self/mounts"))) {
      return lines.filter(line -> line.contains(slipway.store().toString())).toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file).replace('\0', ' ');
    } catch (IOException ended) {
      return "";
    }
  }
}
