package dev.slipway.cli.command.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.builder.history.BuildOutcome;
import dev.slipway.builder.history.BuildRecord;
import dev.slipway.builder.history.BuildStatus;
import dev.slipway.builder.history.StepCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryFilterTest {
  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

  /// A build that failed an hour ago after ten seconds.
  private static final BuildRecord FAILED =
      new BuildRecord(
          "abc" + "0".repeat(22),
          "echo",
          Map.of(),
          NOW.minusSeconds(3_600),
          NOW.minusSeconds(3_590),
          BuildStatus.ERROR,
          new BuildOutcome("exit code: 1", "", "", new StepCounts(1, 0, 0), Map.of()));

  @ParameterizedTest
  @CsvSource({
    "status=error, true",
    "status!=error, false",
    "status=completed, false",
    "ref=abc, true",
    "ref=xyz, false",
    "duration>9s, true",
    "duration<=10s, true",
    "duration<10s, false",
    "startedAt<2h, false",
    "startedAt>2h, true",
    "completedAt>=2026-01-02T11:00:10Z, true",
    "completedAt<2026-01-02T11:00:10Z, false"
  })
  void filterLetsThrough(String filter, boolean expected) {
    assertThat(HistoryFilter.of(List.of(filter), NOW).test(FAILED)).isEqualTo(expected);
  }

  @Test
  void allFiltersMustHold() {
    assertThat(HistoryFilter.of(List.of("status=error", "duration<1s"), NOW).test(FAILED))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "status, invalid filter \"status\"",
    "status<error, 'invalid separator for \"status<error\", expected = or !='",
    "duration=1s, 'invalid separator for \"duration=1s\", expected <=, <, >= or >'",
    "duration>soon, invalid duration soon",
    "startedAt>soon, invalid time soon",
    "repository=x, the repository of a build is not recorded",
    "color=red, unsupported filter \"color=red\""
  })
  void wrongFilterIsRefusedByName(String filter, String message) {
    assertThatThrownBy(() -> HistoryFilter.of(List.of(filter), NOW)).hasMessageContaining(message);
  }

  @Test
  void durationsAreBuildxs() {
    assertThat(BuildDuration.text(Duration.ofMillis(4_249))).isEqualTo("4.2s");
    assertThat(BuildDuration.text(Duration.ofSeconds(125))).isEqualTo("2m  5s");
    assertThat(BuildDuration.text(Duration.ofMillis(59_990))).isEqualTo("59.9s");
  }
}
