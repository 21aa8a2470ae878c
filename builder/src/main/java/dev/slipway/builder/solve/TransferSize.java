package dev.slipway.builder.solve;

/// A number of bytes as BuildKit's status lines show it: `651B`, `1.01kB`, `2.1MB`.
public final class TransferSize {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
  private static final long STEP = 1000;

  private TransferSize() {}

  public static String text(long bytes) {
    long scale = 1;
    int unit = 0;
    while (bytes / scale >= STEP && unit < UNITS.length - 1) {
      scale *= STEP;
      unit++;
    }
    if (unit == 0) {
      return bytes + UNITS[0];
    }
    long hundredths = Math.round(bytes * 100.0 / scale);
    return hundredths / 100 + fraction(hundredths % 100) + UNITS[unit];
  }

  private static String fraction(long hundredths) {
    if (hundredths == 0) {
      return "";
    }
    return hundredths % 10 == 0
        ? "." + hundredths / 10
        : (hundredths < 10 ? ".0" : ".") + hundredths;
  }
}
