package dev.slipway.dockerfile.parse;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A time as Go writes it: `1m30s`, `1.5h`, `300ms`, `0`.
final class GoDuration {
  private static final int LONGEST = 64;
  private static final BigDecimal MAXIMUM = BigDecimal.valueOf(Long.MAX_VALUE);
  private static final Map<String, Long> NANOSECONDS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "\u00b5s", 1_000L,
          "\u03bcs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final Pattern PART =
      Pattern.compile("\\G(\\d+\\.?\\d*|\\.\\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)");

  private GoDuration() {}

  /// The time, or nothing where the text is none or too long for Go.
  static Optional<Duration> parse(String text) {
    boolean negative = text.startsWith("-");
    String unsigned = negative || text.startsWith("+") ? text.substring(1) : text;
    if (unsigned.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    if (unsigned.isEmpty() || unsigned.length() > LONGEST) {
      return Optional.empty();
    }
    BigDecimal total = BigDecimal.ZERO;
    Matcher part = PART.matcher(unsigned);
    int end = 0;
    while (part.find()) {
      long unit = NANOSECONDS.getOrDefault(part.group(2), 0L);
      String number = part.group(1).endsWith(".") ? part.group(1) + "0" : part.group(1);
      total = total.add(new BigDecimal(number).multiply(BigDecimal.valueOf(unit)));
      end = part.end();
    }
    if (end != unsigned.length() || total.compareTo(MAXIMUM) > 0) {
      return Optional.empty();
    }
    Duration duration = Duration.ofNanos(total.longValue());
    return Optional.of(negative ? duration.negated() : duration);
  }
}
