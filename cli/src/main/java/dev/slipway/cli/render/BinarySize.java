package dev.slipway.cli.render;

import java.math.BigDecimal;
import java.math.MathContext;

/// Docker's sizes of memory: binary units and four significant digits, `388KiB`, `23.54GiB`.
public final class BinarySize {
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};

  private BinarySize() {}

  public static String of(long bytes) {
    int unit = 0;
    double value = bytes;
    while (value >= 1024 && unit < UNITS.length - 1) {
      value /= 1024;
      unit++;
    }
    var rounded = new BigDecimal(value).round(new MathContext(4));
    return rounded.stripTrailingZeros().toPlainString() + UNITS[unit];
  }
}
