package dev.slipway.cli.render;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/// Docker's sizes: decimal units and three significant digits, `926MB`, `10.7MB`, `1.24GB`.
public final class HumanSize {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
  private static final int DIGITS = 3;

  private HumanSize() {}

  public static String of(long bytes) {
    return of(bytes, DIGITS);
  }

  /// @param digits significant digits; `docker load` and `docker info` show four
  public static String of(long bytes, int digits) {
    int unit = 0;
    long divisor = 1;
    while (unit < UNITS.length - 1 && bytes / divisor >= 1000) {
      divisor *= 1000;
      unit++;
    }
    BigDecimal rounded = round(bytes, divisor, digits);
    if (unit > 0 && unit < UNITS.length - 1 && rounded.compareTo(BigDecimal.valueOf(1000)) >= 0) {
      unit++;
      rounded = BigDecimal.ONE;
    }
    return plain(rounded) + UNITS[unit];
  }

  private static BigDecimal round(long bytes, long divisor, int digits) {
    if (divisor == 1) {
      return BigDecimal.valueOf(bytes);
    }
    var context = new MathContext(digits, RoundingMode.HALF_EVEN);
    return BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(divisor), context);
  }

  private static String plain(BigDecimal value) {
    return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
  }
}
