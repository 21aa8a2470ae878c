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
import java.util.List;
import org.junit.jupiter.api.Test;

class RawJsonProgressTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final String DIGEST = "\"sha256:[0-9a-f]{64}\"";

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final RawJsonProgress progress =
      new RawJsonProgress(
          new TextOutput(bytes), InstantSource.fixed(Instant.parse("2026-01-02T03:04:09Z")));

  private List<String> lines() {
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private void start() {
    progress.on(new BuildEvent.StepStarted(1, "[2/2] RUN <x>", List.of(), START));
  }

  @Test
  void beginAndEndAreVertexesOfOneDigest() {
    start();
    progress.on(new BuildEvent.StepFinished(1, START.plusMillis(1500)));

    assertThat(lines()).hasSize(2);
    assertThat(lines().get(0))
        .matches(
            "\\{\"vertexes\":\\[\\{\"digest\":"
                + DIGEST
                + ",\"name\":\"\\[2/2] RUN \\\\u003cx\\\\u003e\""
                + ",\"started\":\"2026-01-02T03:04:05Z\"}]}");
    assertThat(lines().get(1))
        .startsWith(lines().get(0).substring(0, lines().get(0).length() - 3))
        .endsWith(",\"completed\":\"2026-01-02T03:04:06.500Z\"}]}");
  }

  @Test
  void cachedFailedAndCancelledStepsSaySo() {
    progress.on(new BuildEvent.StepCached(1, "[1/3] WORKDIR /app", List.of()));
    progress.on(new BuildEvent.StepStarted(2, "[2/3] RUN a", List.of(1), START));
    progress.on(new BuildEvent.StepStarted(3, "[3/3] RUN b", List.of(1, 2), START));
    progress.on(new BuildEvent.StepFailed(2, "exit code: 3", START));
    progress.on(new BuildEvent.StepCancelled(3));

    assertThat(lines().get(0))
        .contains("\"started\":\"2026-01-02T03:04:09Z\"")
        .endsWith("\"completed\":\"2026-01-02T03:04:09Z\",\"cached\":true}]}");
    assertThat(lines().get(3)).endsWith("\"error\":\"exit code: 3\"}]}");
    assertThat(lines().get(4)).endsWith("\"error\":\"context canceled\"}]}");
  }

  @Test
  void inputsAreTheDigestsOfTheStepsThatItBuildsOn() {
    progress.on(new BuildEvent.StepCached(1, "[1/3] WORKDIR /app", List.of()));
    progress.on(new BuildEvent.StepStarted(2, "[2/3] RUN a", List.of(1), START));
    progress.on(new BuildEvent.StepStarted(3, "[3/3] COPY --from=a . .", List.of(1, 2), START));
    progress.on(new BuildEvent.StepFinished(3, START));

    String first = digest(lines().get(0));
    String second = digest(lines().get(1));
    assertThat(lines().get(0)).doesNotContain("inputs");
    assertThat(lines().get(1)).contains(",\"inputs\":[\"" + first + "\"],\"name\":");
    assertThat(lines().get(2)).contains(",\"inputs\":[\"" + first + "\",\"" + second + "\"]");
    assertThat(lines().get(3)).contains(",\"inputs\":[\"" + first + "\",\"" + second + "\"]");
  }

  private static String digest(String line) {
    return line.substring(line.indexOf("sha256:"), line.indexOf("sha256:") + 71);
  }

  @Test
  void outputIsALogInBase64WithItsStream() {
    start();
    progress.on(
        new BuildEvent.StepOutput(1, OutputStreamKind.STDERR, new byte[] {(byte) 0xff, 10}, START));

    assertThat(lines().get(1))
        .matches(
            "\\{\"logs\":\\[\\{\"vertex\":"
                + DIGEST
                + ",\"stream\":2,\"data\":\"/wo=\",\"timestamp\":\"2026-01-02T03:04:05Z\"}]}");
  }

  @Test
  void transferIsAStatusWithCurrentAndTotal() {
    start();
    progress.on(new BuildEvent.StepTransfer(1, "sha256:4f06", 5, 9, true, START));

    assertThat(lines().get(1))
        .contains("{\"statuses\":[{\"id\":\"sha256:4f06\",\"vertex\":\"sha256:")
        .contains("\"total\":9,\"current\":5,")
        .endsWith("\"completed\":\"2026-01-02T03:04:05Z\"}]}");
  }

  @Test
  void reasonAndWarningAreThere() {
    start();
    progress.on(new BuildEvent.StepExplained(1, List.of(new MissReason.NeverBuilt())));
    progress.on(new BuildEvent.Warning(1, "be careful", "one\ntwo"));

    assertThat(lines().get(1)).contains("{\"statuses\":[{\"id\":\"why: never built before\"");
    assertThat(lines().get(2))
        .contains("\"level\":1,\"short\":\"YmUgY2FyZWZ1bA==\",\"detail\":[\"b25l\",\"dHdv\"]");
  }
}
