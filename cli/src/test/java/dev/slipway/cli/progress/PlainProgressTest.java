package dev.slipway.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildEvent.OutputStreamKind;
import dev.slipway.builder.MissReason;
import dev.slipway.cli.TextOutput;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PlainProgress progress = new PlainProgress(new TextOutput(bytes));

  private static Instant at(long millis) {
    return Instant.ofEpochMilli(1_000_000 + millis);
  }

  private void start(int number, String title, long millis) {
    progress.on(new BuildEvent.StepStarted(number, title, List.of(), at(millis)));
  }

  private void output(int number, String text, long millis) {
    progress.on(
        new BuildEvent.StepOutput(
            number, OutputStreamKind.STDOUT, text.getBytes(StandardCharsets.UTF_8), at(millis)));
  }

  private void finish(int number, long millis) {
    progress.on(new BuildEvent.StepFinished(number, at(millis)));
  }

  private String shown() {
    progress.close();
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void stepsAreNumberedBlocks() {
    start(1, "[internal] load build definition from Dockerfile", 0);
    progress.on(new BuildEvent.StepStatus(1, "transferring dockerfile: 91B", true));
    finish(1, 30);
    progress.on(new BuildEvent.StepCached(2, "[2/4] WORKDIR /app", List.of()));
    start(3, "[3/4] RUN echo one", 100);
    output(3, "one\n", 512);
    finish(3, 1340);

    assertThat(shown())
        .isEqualTo(
            """
            #1 [internal] load build definition from Dockerfile
            #1 transferring dockerfile: 91B done
            #1 DONE 0.0s

            #2 [2/4] WORKDIR /app
            #2 CACHED

            #3 [3/4] RUN echo one
            #3 0.412 one
            #3 DONE 1.2s
            """);
  }

  @Test
  void aLineIsWholeAndBearsTheTimeOfItsBeginning() {
    start(1, "[2/2] RUN x", 0);
    output(1, "par", 100);
    output(1, "tial\nnext", 200);
    finish(1, 300);

    assertThat(shown())
        .isEqualTo("#1 [2/2] RUN x\n#1 0.100 partial\n#1 0.200 next\n#1 DONE 0.3s\n");
  }

  @Test
  void bytesThatAreNotTextPassUnchanged() {
    start(1, "[2/2] RUN x", 0);
    byte[] odd = {(byte) 0xff, 'a', 0x1b, '[', 'm', '\n'};
    progress.on(new BuildEvent.StepOutput(1, OutputStreamKind.STDERR, odd, at(1)));

    assertThat(shown().isEmpty()).isFalse();
    assertThat(bytes.toByteArray())
        .containsSequence((byte) 0xff, (byte) 'a', (byte) 0x1b, (byte) '[', (byte) 'm');
  }

  @Test
  void linesOfAnotherStepWaitForTheirBlock() {
    start(1, "[a 2/2] RUN a", 0);
    start(2, "[b 2/2] RUN b", 0);
    output(1, "a1\n", 100);
    output(2, "b1\n", 110);
    output(1, "a2\n", 120);
    finish(1, 200);
    output(2, "b2\n", 300);
    finish(2, 400);

    assertThat(shown())
        .isEqualTo(
            """
            #1 [a 2/2] RUN a
            #1 0.100 a1
            #1 0.120 a2
            #1 DONE 0.2s

            #2 [b 2/2] RUN b
            #2 0.110 b1
            #2 0.300 b2
            #2 DONE 0.4s
            """);
  }

  @Test
  void aStepThatEndsElsewhereInterruptsTheCurrentOne() {
    start(1, "[a 2/2] RUN a", 0);
    start(2, "[b 2/2] RUN b", 0);
    finish(2, 50);
    output(1, "a1\n", 100);
    finish(1, 200);

    assertThat(shown())
        .isEqualTo(
            """
            #1 [a 2/2] RUN a
            #1 ...

            #2 [b 2/2] RUN b
            #2 DONE 0.1s

            #1 [a 2/2] RUN a
            #1 0.100 a1
            #1 DONE 0.2s
            """);
  }

  @Test
  void aStepIsNotHiddenForLong() {
    start(1, "[a 2/2] RUN a", 0);
    start(2, "[b 2/2] RUN b", 0);
    output(2, "b1\n", 1000);
    output(2, "b2\n", 6000);

    assertThat(shown())
        .isEqualTo("#1 [a 2/2] RUN a\n#1 ...\n\n#2 [b 2/2] RUN b\n#2 1.000 b1\n#2 6.000 b2\n");
  }

  @Test
  void failuresAndCancellationsSaySo() {
    start(1, "[a 2/2] RUN false", 0);
    start(2, "[b 2/2] RUN sleep 9", 0);
    progress.on(new BuildEvent.StepFailed(1, "process \"/bin/sh -c false\" did not ...", at(20)));
    progress.on(new BuildEvent.StepCancelled(2));

    assertThat(shown())
        .contains("#1 ERROR: process \"/bin/sh -c false\" did not ...\n")
        .endsWith("#2 [b 2/2] RUN sleep 9\n#2 CANCELED\n");
  }

  @Test
  void titlesAreOneLineWithoutControlCharacters() {
    start(1, "[2/2] RUN a \\\n\tb\u001b[31m", 0);

    assertThat(shown()).isEqualTo("#1 [2/2] RUN a \\  b\\x1b[31m\n");
  }

  @Test
  void namesInErrorsAndStatusesDoNotSteerTheTerminal() {
    start(1, "COPY \u001b[31mred /", 0);
    progress.on(new BuildEvent.StepStatus(1, "copy \u001b[2J", true));
    progress.on(new BuildEvent.StepFailed(1, "\"/\u001b]0;x\u0007\": not found\nsecond", at(10)));
    progress.on(new BuildEvent.Warning(2, "\u009b31m", null));

    assertThat(shown())
        .doesNotContain("\u001b", "\u0007", "\u009b")
        .contains("#1 ERROR: \"/\\x1b]0;x\\x07\": not found\nsecond\n");
  }

  @Test
  void transferIsALineEachFiveSecondsAndOneAtItsEnd() {
    start(1, "[1/2] FROM golang", 0);
    for (int second = 0; second < 9; second++) {
      transfer("sha256:4f06", second * 1_000_000L, false, second * 1_000L);
    }
    transfer("sha256:4f06", 9_000_000, true, 9_000);
    finish(1, 9_000);

    assertThat(shown())
        .isEqualTo(
            """
            #1 [1/2] FROM golang
            #1 sha256:4f06 5MB / 9MB 5.0s
            #1 sha256:4f06 9MB / 9MB 9.0s done
            #1 DONE 9.0s
            """);
  }

  private void transfer(String id, long current, boolean done, long millis) {
    progress.on(new BuildEvent.StepTransfer(1, id, current, 9_000_000, done, at(millis)));
  }

  @Test
  void stepSaysWhyItRuns() {
    start(1, "[2/2] RUN make", 0);
    progress.on(
        new BuildEvent.StepExplained(1, List.of(new MissReason.EarlierStepRan("[1/2] COPY . ."))));

    assertThat(shown()).endsWith("#1 why: an earlier step ran: [1/2] COPY . .\n");
  }
}
