package dev.slipway.cli.render;

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
    if (bytes < 1000) {
      return bytes + "B";
    }
    int unit = 0;
    long divisor = 1;
    while (unit < UNITS.length - 1 && bytes / divisor >= 1000) {
      divisor *= 1000;
      unit++;
    }
    int decimals = digits - Long.toString(bytes / divisor).length();
    long scale = decimals == 1 ? 10 : decimals == 2 ? 100 : decimals == 3 ? 1000 : 1;
    long rounded = roundedQuotient(bytes, divisor, scale);
    boolean carries = rounded >= 1000 * scale && unit < UNITS.length - 1;
    return carries ? "1" + UNITS[unit + 1] : decimal(rounded, scale) + UNITS[unit];
  }

  /// `bytes * scale / divisor`, halves to even, without overflow.
  private static long roundedQuotient(long bytes, long divisor, long scale) {
    if (divisor > 1_000_000_000_000L) {
      return roundedQuotient(bytes / 1000, divisor / 1000, scale);
    }
    long scaled = bytes % divisor * scale;
    long quotient = bytes / divisor * scale + scaled / divisor;
    long twice = scaled % divisor * 2;
    boolean up = twice > divisor || (twice == divisor && quotient % 2 != 0);
    return up ? quotient + 1 : quotient;
  }

  private static String decimal(long scaled, long scale) {
    String whole = Long.toString(scaled / scale);
    if (scaled % scale == 0) {
      return whole;
    }
    String fraction = Long.toString(scale + scaled % scale).substring(1);
    int end = fraction.length();
    while (fraction.charAt(end - 1) == '0') {
      end--;
    }
    return whole + "." + fraction.substring(0, end);
  }
}
