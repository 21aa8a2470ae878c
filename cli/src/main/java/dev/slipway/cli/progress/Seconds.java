package dev.slipway.cli.progress;

import java.time.Duration;
import java.time.Instant;

/// Times between two moments, as BuildKit prints them.
final class Seconds {
  private Seconds() {}

  /// `1.2`
  static String tenths(Instant from, Instant to) {
    long tenths = Math.max(0, (Duration.between(from, to).toMillis() + 50) / 100);
    return tenths / 10 + "." + tenths % 10;
  }

  /// `0.412`
  static String thousandths(Instant from, Instant to) {
    long millis = Math.max(0, Duration.between(from, to).toMillis());
    String rest = Long.toString(millis % 1000);
    return millis / 1000 + "." + "0".repeat(3 - rest.length()) + rest;
  }
}
