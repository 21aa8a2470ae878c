package dev.slipway.image.spec;

import dev.slipway.image.ImageException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Times as Go writes them: RFC 3339 with as many digits of the second as are not zero.
public final class GoTime {
  private GoTime() {}

  public static @Nullable String format(@Nullable Instant time) {
    if (time == null) {
      return null;
    }
    String text = time.toString();
    int dot = text.indexOf('.');
    if (dot < 0) {
      return text;
    }
    int end = text.length() - 1;
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, end) + "Z";
  }

  /// Reads any RFC 3339 time. Go's zero time stands for none.
  public static @Nullable Instant parse(@Nullable String text) {
    if (text == null || text.isEmpty() || text.equals("0001-01-01T00:00:00Z")) {
      return null;
    }
    try {
      Instant plain = parsePlain(text);
      if (plain != null) {
        return plain;
      }
      return text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException malformed) {
      throw new ImageException("invalid time in image config: " + text, malformed);
    }
  }

  /// The form that nearly every time has, `2026-11-21T14:00:01.5Z`, without a formatter, whose
  /// making costs a list of images more than everything else; null for any other form.
  private static @Nullable Instant parsePlain(String text) {
    int end = text.length() - 1;
    if (end < 19 || text.charAt(end) != 'Z' || !hasPlainForm(text, end)) {
      return null;
    }
    LocalDate day = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10));
    LocalTime time = LocalTime.of(number(text, 11, 13), number(text, 14, 16), number(text, 17, 19));
    int nanos = end == 19 ? 0 : number(text, 20, end);
    for (int digits = end == 19 ? 9 : end - 20; digits < 9; digits++) {
      nanos *= 10;
    }
    return Instant.ofEpochSecond(day.toEpochDay() * 86_400 + time.toSecondOfDay(), nanos);
  }

  private static boolean hasPlainForm(String text, int end) {
    if (end == 20 || end > 29) {
      return false;
    }
    for (int i = 0; i < end; i++) {
      char c = text.charAt(i);
      boolean fits =
          switch (i) {
            case 4, 7 -> c == '-';
            case 10 -> c == 'T';
            case 13, 16 -> c == ':';
            case 19 -> c == '.';
            default -> c >= '0' && c <= '9';
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
