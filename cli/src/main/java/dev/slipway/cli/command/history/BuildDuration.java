package dev.slipway.cli.command.history;

import java.time.Duration;
import java.util.Locale;

/// `4.2s`, `2m 5s`: how long builds take, as buildx prints it.
final class BuildDuration {
  private static final long TENTH = 100;

  private BuildDuration() {}

  static String text(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis >= 60_000) {
      return String.format(Locale.ROOT, "%dm %2ds", millis / 60_000, millis / 1000 % 60);
    }
    long tenths = Math.min(599, (millis + TENTH / 2) / TENTH);
    return tenths / 10 + "." + tenths % 10 + "s";
  }
}
