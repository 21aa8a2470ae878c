package dev.slipway.cli.render;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Times as Docker's lists print them, in UTC and to the second.
public final class HumanTime {
  private HumanTime() {}

  /// `2026-11-21 14:00:01 +0000 UTC`; `N/A` for a time that nobody recorded.
  public static String ofList(@Nullable Instant time) {
    return time == null ? "N/A" : digits(time, ' ') + " +0000 UTC";
  }

  /// `2026-11-21T14:00:01Z`
  public static String rfc3339(@Nullable Instant time) {
    return time == null ? "N/A" : digits(time, 'T') + "Z";
  }

  // By hand: a DateTimeFormatter costs a list its whole time budget.
  private static String digits(Instant time, char between) {
    LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
    var text = new StringBuilder(20);
    append(text, utc.getYear(), 4).append('-');
    append(text, utc.getMonthValue(), 2).append('-');
    append(text, utc.getDayOfMonth(), 2).append(between);
    append(text, utc.getHour(), 2).append(':');
    append(text, utc.getMinute(), 2).append(':');
    return append(text, utc.getSecond(), 2).toString();
  }

  private static StringBuilder append(StringBuilder text, int number, int width) {
    String digits = Integer.toString(number);
    return text.repeat('0', Math.max(0, width - digits.length())).append(digits);
  }
}
