package dev.slipway.cli.render;

import java.time.Instant;
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

  // By hand: the platform's dates cost a list its whole time budget. Years begin in March here, so
  // that a leap day is the last of its year.
  private static String digits(Instant time, char between) {
    long days = Math.floorDiv(time.getEpochSecond(), 86_400L);
    long second = Math.floorMod(time.getEpochSecond(), 86_400L);
    long era = Math.floorDiv(days + 719_468, 146_097L);
    long dayOfEra = days + 719_468 - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long marchMonth = (5 * dayOfYear + 2) / 153;
    long month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9;
    var text = new StringBuilder(20);
    append(text, yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4).append('-');
    append(text, month, 2).append('-');
    append(text, dayOfYear - (153 * marchMonth + 2) / 5 + 1, 2).append(between);
    append(text, second / 3600, 2).append(':');
    append(text, second / 60 % 60, 2).append(':');
    return append(text, second % 60, 2).toString();
  }

  private static StringBuilder append(StringBuilder text, long number, int width) {
    String digits = Long.toString(number);
    return text.repeat('0', Math.max(0, width - digits.length())).append(digits);
  }
}
