package dev.slipway.builder.solve;

import java.util.Locale;

/// A number of bytes as BuildKit's status lines show it: `651B`, `1.01kB`, `2.1MB`.
public final class TransferSize {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
  private static final double STEP = 1000;

  private TransferSize() {}

  public static String text(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    String number = String.format(Locale.ROOT, unit == 0 ? "%.0f" : "%.2f", value);
    if (number.contains(".")) {
      number = number.replaceAll("\\.?0+$", "");
    }
    return number + UNITS[unit];
  }
}
