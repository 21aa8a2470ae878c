package dev.slipway.image.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.image.ImageException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GoTimeTest {
  @Test
  void everyDayOfFiveCenturiesIsReadAsThePlatformReadsIt() {
    for (long day = -70_000; day < 120_000; day++) {
      Instant time = Instant.ofEpochSecond(day * 86_400 + day % 40_000, day & 0xfffff);
      assertThat(PlainTime.parse(time.toString())).isEqualTo(time);
    }
  }

  @Test
  void everyDayOfFiveCenturiesIsWrittenAsThePlatformWritesItButForZeros() {
    for (long day = -70_000; day < 120_000; day++) {
      long nanos = day % 7 == 0 ? 0 : (day & 0xfffff) * 900;
      Instant time = Instant.ofEpochSecond(day * 86_400 + day % 40_000, nanos);
      String zeros = time.toString();
      String expected = zeros.contains(".") ? zeros.replaceAll("0+Z$", "Z") : zeros;
      assertThat(GoTime.format(time)).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0999-01-01T00:00:00Z", "+10000-01-01T00:00:00.5Z", "-0004-02-29T00:00:00Z"})
  void timesOfOtherErasAreWrittenToo(String text) {
    assertThat(GoTime.format(Instant.parse(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-21T14:00:00.977265499Z",
        "2024-02-29T23:59:59.1Z",
        "2000-02-29T00:00:00.000000001Z",
        "1970-01-01T00:00:00Z",
        "0000-03-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
      })
  void plainTimesNeedNoFormatter(String text) {
    assertThat(PlainTime.parse(text)).isEqualTo(Instant.parse(text));
  }

  @Test
  void otherFormsAreReadToo() {
    assertThat(GoTime.parse("2026-11-21T16:00:00+02:00"))
        .isEqualTo(Instant.parse("2026-11-21T14:00:00Z"));
    assertThat(GoTime.parse("0001-01-01T00:00:00Z")).isNull();
    assertThat(GoTime.parse(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2023-02-29T00:00:00Z",
        "2023-13-01T00:00:00Z",
        "2023-04-31T00:00:00Z",
        "2023-04-30T25:00:00Z",
        "yesterday",
      })
  void whatIsNoTimeIsRefused(String text) {
    assertThatThrownBy(() -> GoTime.parse(text)).isInstanceOf(ImageException.class);
  }
}
