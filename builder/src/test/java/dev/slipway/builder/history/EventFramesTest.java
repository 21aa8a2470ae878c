package dev.slipway.builder.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.BuildEvent;
import dev.slipway.builder.BuildEvent.OutputStreamKind;
import dev.slipway.builder.MissReason;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventFramesTest {
  private static final Instant AT = Instant.parse("2026-01-02T03:04:05.678901234Z");
  private static final Instant NOW = AT.plusSeconds(1);

  static Stream<BuildEvent> events() {
    return Stream.of(
        new BuildEvent.StepStarted(1, "[1/2] RUN échø \u0000", List.of(), AT),
        new BuildEvent.StepCached(2, "[2/2] WORKDIR /app", List.of(1)),
        new BuildEvent.StepStatus(1, "transferring context: 2B", true),
        new BuildEvent.StepTransfer(1, "sha256:4f06", 1L << 40, 1L << 41, false, AT),
        new BuildEvent.StepExplained(
            1,
            List.of(
                new MissReason.NeverBuilt(),
                new MissReason.NotLookedUp("--no-cache"),
                new MissReason.ResultGone(),
                new MissReason.EarlierStepRan("[1/2] COPY . ."),
                new MissReason.OtherParent("[1/2] COPY . ."),
                new MissReason.BaseChanged("golang", "sha256:a", "sha256:b"),
                new MissReason.ValueChanged("ARG V", "", "2"),
                new MissReason.FilesChanged("", true, List.of("a"), List.of("b", "c"), List.of()))),
        new BuildEvent.StepFinished(1, AT),
        new BuildEvent.StepFailed(1, "exit code: 3", AT),
        new BuildEvent.StepCancelled(1),
        new BuildEvent.Warning(1, "careful", null),
        new BuildEvent.Warning(1, "careful", "because\n>>> FROM x"));
  }

  private static JournalInput input(byte[] frame) {
    return new JournalInput(new DataInputStream(new ByteArrayInputStream(frame)));
  }

  @ParameterizedTest
  @MethodSource("events")
  void eventComesBackAsItWas(BuildEvent event) throws IOException {
    JournalInput in = input(EventFrames.write(event, NOW));

    assertThat(in.next()).isTrue();
    assertThat(in.at()).isIn(AT, NOW);
    assertThat(EventFrames.read(in)).isEqualTo(event);
  }

  @Test
  void outputComesBackByteForByte() throws IOException {
    byte[] bytes = {0, (byte) 0xff, '\n', 27};
    JournalInput in =
        input(
            EventFrames.write(
                new BuildEvent.StepOutput(7, OutputStreamKind.STDERR, bytes, AT), NOW));

    assertThat(in.next()).isTrue();
    assertThat(EventFrames.read(in))
        .isInstanceOfSatisfying(
            BuildEvent.StepOutput.class,
            output -> {
              assertThat(output.number()).isEqualTo(7);
              assertThat(output.stream()).isEqualTo(OutputStreamKind.STDERR);
              assertThat(output.bytes()).isEqualTo(bytes);
              assertThat(output.at()).isEqualTo(AT);
            });
  }

  @Test
  void frameThatWasCutOffIsNotThere() throws IOException {
    byte[] frame = EventFrames.write(new BuildEvent.StepFinished(1, AT), NOW);

    for (int length = 0; length < frame.length; length++) {
      assertThat(input(Arrays.copyOf(frame, length)).next()).as("%d bytes", length).isFalse();
    }
  }
}
