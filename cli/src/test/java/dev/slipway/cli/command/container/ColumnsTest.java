package dev.slipway.cli.command.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ContainerRecord;
import dev.slipway.runtime.run.ContainerState;
import dev.slipway.runtime.run.NetworkMode;
import dev.slipway.runtime.run.PortRecord;
import dev.slipway.runtime.run.RunRecord;
import dev.slipway.runtime.run.Settings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ColumnsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

  @Test
  void aCommandIsQuotedAndCutToTwentyCharacters() {
    assertThat(CommandColumn.of(List.of("/bin/sh", "-c", "./echo"), false))
        .isEqualTo("\"/bin/sh -c ./echo\"");
    assertThat(CommandColumn.of(List.of("go", "run", "main.go", "/bin/hello"), false))
        .isEqualTo("\"go run main.go /bin…\"");
    assertThat(CommandColumn.of(List.of("sh", "-c", "echo \"a b\""), true))
        .isEqualTo("\"sh -c 'echo \\\"a b\\\"'\"");
  }

  @Test
  void aStatusSaysWhatIsKnown() {
    assertThat(StatusColumn.of(new ContainerState.Created(null), NOW)).isEqualTo("Created");
    assertThat(
            StatusColumn.of(new ContainerState.Running(NOW.minusSeconds(3), 1, true, false), NOW))
        .isEqualTo("Up 3 seconds");
    assertThat(
            StatusColumn.of(
                new ContainerState.Exited(OptionalInt.of(0), NOW.minusSeconds(130), false), NOW))
        .isEqualTo("Exited (0) 2 minutes ago");
    assertThat(StatusColumn.of(new ContainerState.Exited(OptionalInt.empty(), null, false), NOW))
        .isEqualTo("Exited (unknown)");
  }

  @Test
  void portsAreJoinedToRanges() {
    assertThat(ports(List.of(port(8080, 80)), List.of())).isEqualTo("0.0.0.0:8080->80/tcp");
    assertThat(ports(List.of(port(8001, 81), port(8000, 80), port(9000, 82)), List.of("90/tcp")))
        .isEqualTo("90/tcp, 0.0.0.0:8000-8001->80-81/tcp, 0.0.0.0:9000->82/tcp");
    assertThat(ports(List.of(port(8080, 80)), List.of("80/tcp", "53/udp")))
        .isEqualTo("0.0.0.0:8080->80/tcp, 53/udp");
  }

  private static PortRecord port(int outside, int inside) {
    return new PortRecord("0.0.0.0", outside, inside, "tcp");
  }

  private static String ports(List<PortRecord> published, List<String> exposed) {
    String id = "ab".repeat(32);
    var record =
        new ContainerRecord(
            id,
            "name",
            NOW,
            "image",
            id,
            List.of(),
            null,
            List.of("c"),
            List.of(),
            "/",
            "",
            "h",
            false,
            false,
            "SIGTERM",
            false,
            NetworkMode.BRIDGE,
            List.of(),
            exposed,
            List.of(),
            Map.of(),
            List.of(),
            Settings.NONE);
    var run =
        new RunRecord("boot", NOW, true, 1, 1, 1, 1, "keeper", List.of(), published, null, null);
    return PortsColumn.of(
        new Container(record, run, new ContainerState.Running(NOW, 1, true, false), null));
  }

  @Test
  void theKeysThatLeaveAreFoundAcrossReads() {
    var keys = new DetachKeys("");
    assertThat(keys.filter(new byte[] {'a', 16}, 2)).containsExactly('a');
    assertThat(keys.complete()).isFalse();
    assertThat(keys.filter(new byte[] {16, 'b'}, 2)).containsExactly(16, 16, 'b');
    assertThat(keys.filter(new byte[] {16}, 1)).isEmpty();
    assertThat(keys.filter(new byte[] {17, 'c'}, 2)).isEmpty();
    assertThat(keys.complete()).isTrue();
  }

  @Test
  void variablesComeFromFilesTheLineAndTheCaller() throws Exception {
    assertThat(
            EnvironmentOptions.of(
                List.of(), List.of("A=1", "HOME_OF", "MISSING"), Map.of("HOME_OF", "x")))
        .containsExactly("A=1", "HOME_OF=x", "MISSING");
  }
}
