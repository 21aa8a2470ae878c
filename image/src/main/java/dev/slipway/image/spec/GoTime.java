package dev.slipway.image.spec;

import dev.slipway.image.ImageException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/// Times as Go writes them: RFC 3339 with as many digits of the second as are not zero.
public final class GoTime {
  private GoTime() {}

  public static @Nullable String format(@Nullable Instant time) {
    if (time == null) {
      return null;
    }
    String plain = PlainTime.format(time);
    if (plain != null) {
      return plain;
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
      Instant plain = PlainTime.parse(text);
      if (plain != null) {
        return plain;
      }
      return text.endsWith("Z") ? Instant.parse(text) : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException malformed) {
      throw new ImageException("invalid time in image config: " + text, malformed);
    }
  }
}
