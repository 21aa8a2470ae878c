package dev.slipway.image.layer;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/// A point in time as PAX writes it: seconds since 1970 with a fraction, negative before.
record TarTime(long seconds, int nanos) {
  private static final int NANOS_PER_SECOND = 1_000_000_000;
  private static final int NANO_DIGITS = 9;

  /// Digits beyond nanoseconds are cut off.
  static TarTime parse(byte[] value, long offset) {
    String text = plain(new String(value, StandardCharsets.ISO_8859_1));
    boolean negative = text.startsWith("-");
    int point = text.indexOf('.');
    String whole = text.substring(negative ? 1 : 0, point < 0 ? text.length() : point);
    String fraction = point < 0 ? "" : text.substring(point + 1);
    if (whole.isEmpty() || whole.length() > 18 || !isDigits(whole) || !isDigits(fraction)) {
      throw MalformedLayer.damaged(offset, "extended header 'mtime' is no time");
    }
    long seconds = Long.parseLong(whole);
    int nanos = nanos(fraction);
    if (!negative) {
      return new TarTime(seconds, nanos);
    }
    return nanos == 0
        ? new TarTime(-seconds, 0)
        : new TarTime(-seconds - 1, NANOS_PER_SECOND - nanos);
  }

  /// Python's tarfile writes small fractions as `1e-09`.
  private static String plain(String text) {
    if (!text.matches("-?[0-9.]{1,30}e[-+]?[0-9]{1,2}")) {
      return text;
    }
    try {
      return new BigDecimal(text).toPlainString();
    } catch (NumberFormatException notNumber) {
      return text;
    }
  }

  private static int nanos(String fraction) {
    int nanos = 0;
    for (int i = 0; i < NANO_DIGITS; i++) {
      nanos = nanos * 10 + (i < fraction.length() ? fraction.charAt(i) - '0' : 0);
    }
    return nanos;
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /// The shortest decimal form.
  String format() {
    if (nanos == 0) {
      return Long.toString(seconds);
    }
    boolean negative = seconds < 0;
    long whole = negative ? -(seconds + 1) : seconds;
    int fraction = negative ? NANOS_PER_SECOND - nanos : nanos;
    String digits = Integer.toString(NANOS_PER_SECOND + fraction).substring(1);
    int end = digits.length();
    while (digits.charAt(end - 1) == '0') {
      end--;
    }
    return (negative ? "-" : "") + whole + "." + digits.substring(0, end);
  }
}
