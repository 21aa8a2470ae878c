package dev.slipway.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildEvent.OutputStreamKind;
import dev.slipway.builder.MissReason;
import dev.slipway.cli.TextOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LiveProgressTest {
  private static final Instant START = Instant.ofEpochSecond(1_000);

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private LiveProgress.Size size = new LiveProgress.Size(24, 40);
  private final LiveProgress progress =
      LiveProgress.still(
          new TextOutput(bytes), () -> size, InstantSource.fixed(START.plusMillis(1200)), false);

  private static BuildEvent started(int number, String title) {
    return new BuildEvent.StepStarted(number, title, List.of(), START);
  }

  private static BuildEvent output(int number, String text) {
    return new BuildEvent.StepOutput(
        number, OutputStreamKind.STDOUT, text.getBytes(StandardCharsets.UTF_8), START);
  }

  /// What a terminal shows after the bytes: it knows the few sequences that a frame uses.
  private List<String> screen() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    var rows = new ArrayList<String>();
    int row = 0;
    for (int i = 0; i < text.length(); ) {
      if (text.startsWith("\u001b[", i)) {
        int end = i + 2;
        while (!Character.isLetter(text.charAt(end))) {
          end++;
        }
        if (text.charAt(end) == 'A') {
          row -= Integer.parseInt(text.substring(i + 2, end));
        } else if (text.charAt(end) == 'J') {
          rows.subList(Math.min(row, rows.size()), rows.size()).clear();
        }
        i = end + 1;
      } else if (text.charAt(i) == '\r') {
        i++;
      } else {
        int end = text.indexOf('\n', i);
        String line = text.substring(i, end);
        String shown = line.replace("\u001b[K", "");
        if (row < rows.size()) {
          rows.set(row, shown);
        } else {
          rows.add(shown);
        }
        row++;
        i = end + 1;
      }
    }
    return rows;
  }

  @Test
  void framesAreDrawnOverEachOther() {
    progress.on(started(1, "[1/2] FROM busybox"));
    progress.draw();
    progress.on(new BuildEvent.StepFinished(1, START.plusMillis(300)));
    progress.on(new BuildEvent.StepCached(2, "[2/2] WORKDIR /app", List.of()));
    progress.draw();

    assertThat(screen())
        .containsExactly(
            "[+] Building 0.0s (2/2)",
            " => [1/2] FROM busybox             0.3s",
            " => CACHED [2/2] WORKDIR /app      0.0s");
  }

  @Test
  void runningStepShowsItsLastLines() {
    progress.on(started(1, "[2/2] RUN make"));
    progress.on(output(1, "1\n2\n3\n4\n5\n6\n7\n8\nunfinish"));
    progress.draw();

    assertThat(screen())
        .containsExactly(
            "[+] Building 0.0s (0/1)",
            " => [2/2] RUN make                 1.2s",
            " => => # 4",
            " => => # 5",
            " => => # 6",
            " => => # 7",
            " => => # 8",
            " => => # unfinish");
  }

  @Test
  void blockIsNeverHigherThanTheTerminal() {
    size = new LiveProgress.Size(8, 40);
    for (int i = 1; i <= 20; i++) {
      progress.on(started(i, "[" + i + "/20] RUN x"));
      if (i != 2 && i < 20) {
        progress.on(new BuildEvent.StepFinished(i, START));
      }
      progress.on(output(i, "a\nb\nc\nd\ne\nf\n"));
    }
    progress.draw();

    assertThat(screen()).hasSizeLessThan(8);
    assertThat(String.join("\n", screen())).contains("[2/20]").contains("[20/20]");
  }

  @Test
  void narrowerTerminalIsClearedAsFarAsTheOldLinesWrapped() {
    progress.on(started(1, "[1/2] FROM busybox"));
    progress.draw();
    bytes.reset();
    size = new LiveProgress.Size(24, 20);
    progress.draw();

    assertThat(bytes.toString(StandardCharsets.UTF_8)).startsWith("\u001b[?25l\u001b[4A\r");
  }

  @Test
  void linesAreCutToTheTerminalAndHarmless() {
    size = new LiveProgress.Size(24, 20);
    progress.on(started(1, "[1/2] RUN a very long command indeed"));
    progress.on(output(1, "\u001b[2J\u0007bad\rgood progress bar that is long\n"));
    progress.draw();

    assertThat(screen()).allSatisfy(line -> assertThat(line.length()).isLessThan(20));
    assertThat(screen().get(2)).isEqualTo(" => => # good progr");
  }

  @Test
  void endShowsEveryStepAndHowItEnded() {
    size = new LiveProgress.Size(5, 40);
    for (int i = 1; i <= 9; i++) {
      progress.on(started(i, "[" + i + "/9] RUN x"));
      progress.on(new BuildEvent.StepFinished(i, START));
    }
    progress.on(started(10, "[10/10] RUN false"));
    progress.on(new BuildEvent.StepFailed(10, "exit code: 1", START.plusSeconds(1)));
    progress.close();

    assertThat(screen()).hasSize(11);
    assertThat(screen().getFirst()).isEqualTo("[+] Building 0.0s (10/10) FINISHED");
    assertThat(screen().getLast()).startsWith(" => ERROR [10/10] RUN false").endsWith(" 1.0s");
  }

  private static BuildEvent moved(String id, long current, long total, boolean done, long millis) {
    return new BuildEvent.StepTransfer(
        1, id, current, total, done, START.plusMillis(millis - 1_000));
  }

  @Test
  void downloadShowsItsRateAndWhatRemains() {
    size = new LiveProgress.Size(24, 70);
    progress.on(started(1, "[1/2] FROM golang"));
    progress.on(moved("sha256:4f06", 0, 80_000_000, false, 200));
    progress.on(moved("sha256:4f06", 8_000_000, 80_000_000, false, 2_200));
    progress.draw();

    assertThat(screen().get(2))
        .startsWith(" => => sha256:4f06 8MB / 80MB 4MB/s 18s left ")
        .endsWith(" 2.0s");
  }

  @Test
  void downloadOfUnknownSizeShowsWhatHasCome() {
    size = new LiveProgress.Size(24, 70);
    progress.on(started(1, "[1/2] ADD http://example.org/"));
    progress.on(moved("index.html", 1_500, 0, false, 2_200));
    progress.draw();

    assertThat(screen().get(2)).startsWith(" => => index.html 1.5kB  ");
  }

  @Test
  void downloadsThatHaveEndedGiveWayToThoseThatGoOn() {
    size = new LiveProgress.Size(5, 70);
    progress.on(started(1, "[1/2] FROM golang"));
    progress.on(moved("first", 1, 9, false, 1_000));
    progress.on(moved("second", 9, 9, true, 1_000));
    progress.on(moved("third", 9, 9, true, 1_000));
    progress.draw();

    assertThat(screen()).hasSizeLessThan(5);
    assertThat(screen().getLast()).startsWith(" => => first 1B / 9B");
  }

  @Test
  void stepSaysWhyItRuns() {
    size = new LiveProgress.Size(24, 70);
    progress.on(started(1, "[1/2] COPY . ."));
    progress.on(
        new BuildEvent.StepExplained(
            1,
            List.of(
                new MissReason.FilesChanged("", true, List.of("go.sum"), List.of(), List.of()),
                new MissReason.ValueChanged("--chown", "", "1:1"))));
    progress.draw();

    assertThat(screen().get(2)).startsWith(" => => why: go.sum changed; --chown: \"\" -> 1:1");
  }
}
