package dev.slipway.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A build that is told to end while its steps run. What they would take is far more than a test
/// waits: that it ends at all says that nobody waited for them.
class CancelTest {
  private static final String DOCKERFILE =
      """
      FROM busybox AS one
      RUN --mount=type=cache,id=cancel,target=/c touch /c/one && while ! [ -e /c/go ]; do sleep 600; done
      FROM busybox AS two
      RUN --mount=type=cache,id=cancel,target=/c touch /c/two && while ! [ -e /c/go ]; do sleep 600 & wait; done
      FROM busybox AS three
      COPY --from=one /etc/passwd /one
      FROM busybox
      COPY --from=three /one /
      COPY --from=two /etc/passwd /two
      """;

  /// Docker's exit code, whichever signal it was.
  private static final int CANCELLED = 130;

  @TempDir Path folder;
  private Program slipway;

  @BeforeEach
  void prepare() throws IOException {
    Program.needRoot();
    slipway = Program.in(folder);
    slipway.load("busybox");
    Files.writeString(folder.resolve("Dockerfile"), DOCKERFILE);
  }

  @Test
  void ctrlCEndsABuildAndAllThatItRuns() throws Exception {
    cancel("INT");
  }

  @Test
  void terminationEndsABuildAndAllThatItRuns() throws Exception {
    cancel("TERM");
  }

  private void cancel(String signal) throws Exception {
    Process build = slipway.start("build", "--progress", "plain", "-t", "cancelled", ".");
    try {
      Path shared = awaitBoth();
      slipway.runOther("kill", "-" + signal, String.valueOf(build.pid())).succeeded();
      String said = new String(build.getErrorStream().readAllBytes(), UTF_8);

      assertThat(build.waitFor(5, TimeUnit.MINUTES)).as(said).isTrue();
      assertThat(build.exitValue()).as(said).isEqualTo(CANCELLED);
      assertThat(said.lines().filter(line -> line.endsWith("CANCELED"))).as(said).hasSize(2);
      assertThat(said).doesNotContain("DONE 600");
      StoreTraces.assertNone(slipway.store(), signal);
      assertThat(slipway.store().resolve("tmp")).isEmptyDirectory();
      assertThat(slipway.run("ps", "-aq").succeeded().text()).isEmpty();
      assertThat(slipway.run("images", "-q", "cancelled").succeeded().text()).isEmpty();
      assertThat(slipway.run("system", "check").succeeded().text()).endsWith(": sound");

      Files.createFile(shared.resolve("go"));
      slipway.run("build", "-t", "whole", ".").succeeded();
      assertThat(slipway.run("run", "--rm", "whole", "ls", "/one", "/two").succeeded().text())
          .isEqualTo("/one\n/two");
    } finally {
      build.destroyForcibly();
    }
  }

  /// Waits until both steps run; they say so in their cache mount.
  private Path awaitBoth() throws Exception {
    Path mounts = slipway.store().resolve("cache-mounts");
    for (int i = 0; i < 6000; i++) {
      if (Files.isDirectory(mounts)) {
        try (var all = Files.list(mounts)) {
          for (Path data : all.map(mount -> mount.resolve("data")).toList()) {
            if (Files.exists(data.resolve("one")) && Files.exists(data.resolve("two"))) {
              return data;
            }
          }
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError("the steps did not begin");
  }
}
