package dev.slipway.image.spec;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// The form that nearly every time has, `2026-11-21T14:00:01.5Z`, read and written by hand: a
/// formatter, or only a date of the platform's, costs a list of images more than all the rest of
/// it.
final class PlainTime {
  private static final int SECONDS_END = 19;
  private static final int LONGEST = 29;

  private PlainTime() {}

  /// The time; null for any other form, and for a date or time that does not exist.
  static @Nullable Instant parse(String text) {
    int end = text.length() - 1;
    if (end < SECONDS_END || end > LONGEST || end == 20 || !hasForm(text, end)) {
      return null;
    }
    long year = number(text, 0, 4);
    int month = (int) number(text, 5, 7);
    long day = number(text, 8, 10);
    long hour = number(text, 11, 13);
    long minute = number(text, 14, 16);
    long second = number(text, 17, SECONDS_END);
    if (day < 1 || day > days(year, month) || hour > 23 || minute > 59 || second > 59) {
      return null;
    }
    long seconds = ((epochDay(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    return Instant.ofEpochSecond(seconds, nanos(text, end));
  }

  /// The text, with as many digits of the second as are not zero; null for a year that has not four
  /// digits.
  static @Nullable String format(Instant time) {
    LocalDateTime utc =
        LocalDateTime.ofEpochSecond(time.getEpochSecond(), time.getNano(), ZoneOffset.UTC);
    if (utc.getYear() < 1000 || utc.getYear() > 9999) {
      return null;
    }
    var text = new StringBuilder(LONGEST + 1).append(utc.getYear());
    two(text, '-', utc.getMonthValue());
    two(text, '-', utc.getDayOfMonth());
    two(text, 'T', utc.getHour());
    two(text, ':', utc.getMinute());
    int second = utc.getSecond();
    int rest = utc.getNano();
    two(text, ':', second);
    if (rest > 0) {
      text.append('.');
      for (int unit = 100_000_000; rest > 0; unit /= 10) {
        text.append((char) ('0' + rest / unit));
        rest %= unit;
      }
    }
    return text.append('Z').toString();
  }

  private static void two(StringBuilder text, char before, int number) {
    text.append(before).append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
  }

  private static boolean hasForm(String text, int end) {
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean fits =
          switch (i) {
            case 4, 7 -> c == '-';
            case 10 -> c == 'T';
            case 13, 16 -> c == ':';
            case SECONDS_END -> c == '.';
            default -> c >= '0' && c <= '9';
          };
      if (!fits) {
        return false;
      }
    }
    return text.charAt(end) == 'Z';
  }

  private static long number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }

  private static long nanos(String text, int end) {
    if (end == SECONDS_END) {
      return 0;
    }
    long nanos = number(text, SECONDS_END + 1, end);
    for (int digits = end - SECONDS_END - 1; digits < 9; digits++) {
      nanos *= 10;
    }
    return nanos;
  }

  private static int days(long year, int month) {
    boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return switch (month) {
      case 1, 3, 5, 7, 8, 10, 12 -> 31;
      case 4, 6, 9, 11 -> 30;
      case 2 -> leap ? 29 : 28;
      default -> 0;
    };
  }

  /// Days since 1970, with years that begin in March, so that a leap day is the last of its year.
  private static long epochDay(long year, int month, long day) {
    long marchYear = month > 2 ? year : year - 1;
    long dayOfYear = (153L * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    long leapDays =
        Math.floorDiv(marchYear, 4) - Math.floorDiv(marchYear, 100) + Math.floorDiv(marchYear, 400);
    return marchYear * 365 + leapDays + dayOfYear - 719_468;
  }
}
