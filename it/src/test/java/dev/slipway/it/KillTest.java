package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
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
      StoreTraces.assertNone(slipway.store(), when);
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
}
