package dev.slipway.cli.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HumanTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0B",
    "3, 3B",
    "999, 999B",
    "1000, 1kB",
    "1500, 1.5kB",
    "1983000, 1.98MB",
    "10540000, 10.5MB",
    "10700000, 10.7MB",
    "678400000, 678MB",
    "926000000, 926MB",
    "1001000000, 1GB",
    "1047000000, 1.05GB",
    "1240000000, 1.24GB",
    "999900, 1MB",
    "2500000000000, 2.5TB",
    "99960000, 100MB",
    "9996000, 10MB",
    "1005000, 1MB",
    "1015000, 1.02MB",
    "9223372036854775807, 9.22EB",
    "999999999999999999, 1EB",
  })
  void sizesHaveThreeDigits(long bytes, String text) {
    assertThat(HumanSize.of(bytes)).isEqualTo(text);
  }

  @Test
  void sizesMayHaveFourDigits() {
    assertThat(HumanSize.of(1_821_400, 4)).isEqualTo("1.821MB");
  }

  @ParameterizedTest
  @CsvSource({
    "0, Less than a second", "1, 1 second", "59, 59 seconds", "60, About a minute",
    "119, About a minute", "120, 2 minutes", "3540, 59 minutes", "3600, About an hour",
    "5399, About an hour", "5400, 2 hours", "169200, 47 hours", "172800, 2 days",
    "1123200, 13 days", "1209600, 2 weeks", "4838400, 8 weeks", "5184000, 2 months",
    "62208000, 24 months", "63072000, 2 years", "1766016000, 56 years",
  })
  void agesAreRoundedAsThePeersDo(long seconds, String text) {
    assertThat(HumanDuration.of(Duration.ofSeconds(seconds))).isEqualTo(text);
  }

  @Test
  void timesArePlatformsTimesOnEveryDayOfFourCenturies() {
    for (long day = -70_000; day < 80_000; day++) {
      Instant time = Instant.ofEpochSecond(day * 86_400 + Math.floorMod(day * 7, 86_400));
      assertThat(HumanTime.rfc3339(time)).isEqualTo(time.toString());
    }
    assertThat(HumanTime.ofList(Instant.parse("2026-11-21T14:00:01.9Z")))
        .isEqualTo("2026-11-21 14:00:01 +0000 UTC");
    assertThat(HumanTime.ofList(null)).isEqualTo("N/A");
  }

  @Test
  void ageOfNothingIsNotAvailable() {
    assertThat(HumanDuration.ago(null, Instant.EPOCH)).isEqualTo("N/A");
    assertThat(HumanDuration.ago(Instant.EPOCH, Instant.EPOCH.plusSeconds(7)))
        .isEqualTo("7 seconds ago");
  }

  @Test
  void columnsAreAtLeastTenWideWithThreeBlanksBetween() {
    var table = new Table(List.of("REPOSITORY", "TAG", "SIZE"));
    table.add(List.of("é", "latest-and-greatest", "1kB"));

    assertThat(table.render())
        .isEqualTo(
            """
            REPOSITORY   TAG                   SIZE
            é            latest-and-greatest   1kB
            """);
  }

  @Test
  void controlCharactersOfOthersAreShownAndNotObeyed() {
    var table = new Table(List.of("A", "B"));
    table.add(List.of("\u001b[31mred\u0007", "line\nbreak\u009b"));

    assertThat(table.render()).contains("\\x1b[31mred\\x07").contains("line\\x0abreak\\x9b");
  }

  @Test
  void longTextEndsInAnEllipsis() {
    assertThat(SafeText.truncate("go run main.go /bin/hello", 20))
        .isEqualTo("go run main.go /bin…");
    assertThat(SafeText.truncate("short", 20)).isEqualTo("short");
  }
}
