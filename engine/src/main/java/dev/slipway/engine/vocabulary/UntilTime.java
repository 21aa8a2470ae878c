package dev.slipway.engine.vocabulary;

import dev.slipway.image.ImageException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `until=`: a time, a Unix time, or how long ago in Go's notation (`10m`, `1h30m`).
public final class UntilTime {
  private static final Pattern PART =
      Pattern.compile("([0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(ns|us|µs|ms|s|m|h)");
  private static final Map<String, Long> NANOS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);

  private UntilTime() {}

  public static Instant parse(String text, Clock clock) {
    Instant ago = ago(text, clock);
    if (ago != null) {
      return ago;
    }
    if (text.matches("[0-9]{1,11}(\\.[0-9]{1,9})?")) {
      BigDecimal seconds = new BigDecimal(text);
      long nanos = seconds.remainder(BigDecimal.ONE).movePointRight(9).longValue();
      return Instant.ofEpochSecond(seconds.longValue(), nanos);
    }
    try {
      return time(text);
    } catch (DateTimeException malformed) {
      throw new ImageException(
          "failed to parse value as time or duration: \"" + text + "\"",
          "write 24h, 2026-01-31 or 2026-01-31T12:00:00Z");
    }
  }

  private static Instant time(String text) {
    if (!text.contains("T")) {
      return LocalDate.parse(text).atStartOfDay(ZoneId.systemDefault()).toInstant();
    }
    return text.matches(".*(Z|[+-][0-9:]+)")
        ? OffsetDateTime.parse(text).toInstant()
        : LocalDateTime.parse(text).atZone(ZoneId.systemDefault()).toInstant();
  }

  private static @Nullable Instant ago(String text, Clock clock) {
    Matcher part = PART.matcher(text);
    BigDecimal nanos = BigDecimal.ZERO;
    int end = 0;
    while (part.find() && part.start() == end) {
      BigDecimal unit = BigDecimal.valueOf(NANOS.getOrDefault(part.group(2), 0L));
      nanos = nanos.add(new BigDecimal(part.group(1)).multiply(unit));
      end = part.end();
    }
    return end == 0 || end < text.length() ? null : clock.instant().minusNanos(nanos.longValue());
  }
}
