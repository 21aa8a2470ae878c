package dev.slipway.improve.prove;

import java.time.Duration;

/// Sizes and times as Docker writes them.
public final class Amounts {
  private Amounts() {}

  /// `926MB`, `6.54MB`: units of a thousand, three digits.
  public static String bytes(long bytes) {
    String[] units = {"B", "kB", "MB", "GB", "TB"};
    double amount = bytes;
    int unit = 0;
    while (amount >= 1000 && unit < units.length - 1) {
      amount /= 1000;
      unit++;
    }
    int digits = amount >= 100 || unit == 0 ? 0 : amount >= 10 ? 1 : 2;
    double factor = Math.pow(10, digits);
    String text = Double.toString(Math.round(amount * factor) / factor);
    return (text.endsWith(".0") ? text.substring(0, text.length() - 2) : text) + units[unit];
  }

  /// `0.31s`
  public static String seconds(Duration time) {
    long hundredths = time.toMillis() / 10;
    return hundredths / 100 + "." + hundredths / 10 % 10 + hundredths % 10 + "s";
  }
}
