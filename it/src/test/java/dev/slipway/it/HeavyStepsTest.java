package dev.slipway.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many steps run at once: four for each processor, of which the build has one here.
class HeavyStepsTest {
  private static final int STAGES = 12;
  private static final int MOST = 4;

  @TempDir Path folder;

  @Test
  void noMoreThanTheProcessorsAllowRunAtOnce() throws Exception {
    Program.needRoot();
    Program.in(folder).load("busybox");
    Files.writeString(folder.resolve("Dockerfile"), dockerfile());

    onOneProcessor().run("build", ".").succeeded();

    List<Integer> seen = seen();
    assertThat(seen).hasSize(2 * STAGES).contains(MOST).allMatch(count -> count <= MOST);
  }

  private static String dockerfile() {
    var lines = new StringBuilder();
    var last = new StringBuilder("FROM scratch\n");
    for (int i = 0; i < STAGES; i++) {
      lines.append("FROM busybox AS s").append(i).append('\n').append(step(i));
      last.append("COPY --from=s%1$d /done%1$d /\n".formatted(i));
    }
    return lines.append(last).toString();
  }

  /// A step says how many it sees beside itself, itself included. The first ones wait until as many
  /// are there as may be, and then for one more that must not come.
  private static String step(int number) {
    return """
    RUN --mount=type=cache,id=heavy,target=/c mkdir -p /c/running/%1$d && ls /c/running | wc -l >> /c/seen; \
        for i in $(seq 600); do \
          [ ! -e /c/full ] && [ $(ls /c/running | wc -l) -lt 4 ] || break; sleep 0.1; \
        done; \
        [ -e /c/full ] || sleep 1; touch /c/full; \
        ls /c/running | wc -l >> /c/seen; rmdir /c/running/%1$d; touch /done%1$d
    """
        .formatted(number);
  }

  private Program onOneProcessor() throws IOException {
    Matcher first =
        Pattern.compile("Cpus_allowed_list:\\s+(\\d+)")
            .matcher(Files.readString(Path.of("/proc/self/status")));
    assertThat(first.find()).isTrue();
    Program slipway = Program.in(folder);
    List<String> launcher = new ArrayList<>(List.of("taskset", "-c", first.group(1)));
    launcher.addAll(slipway.launcher());
    return new Program(launcher, slipway.store(), folder, slipway.environment());
  }

  private List<Integer> seen() throws IOException {
    try (var mounts = Files.list(folder.resolve("store/cache-mounts"))) {
      Path file =
          mounts
              .map(mount -> mount.resolve("data/seen"))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      return Files.readAllLines(file).stream().map(String::strip).map(Integer::valueOf).toList();
    }
  }
}
