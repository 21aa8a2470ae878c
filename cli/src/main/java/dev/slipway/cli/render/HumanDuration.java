package dev.slipway.cli.render;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Docker's ages: `About a minute`, `6 minutes`, `2 weeks`.
public final class HumanDuration {
  private static final long DAY = 24;
  private static final long WEEK = 7 * DAY;
  private static final long MONTH = 30 * DAY;
  private static final long YEAR = 365 * DAY;

  private HumanDuration() {}

  /// `6 minutes ago`; `N/A` for a time that nobody recorded.
  public static String ago(@Nullable Instant then, Instant now) {
    return then == null ? "N/A" : of(Duration.between(then, now)) + " ago";
  }

  public static String of(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 1) {
      return "Less than a second";
    }
    if (seconds < 60) {
      return seconds == 1 ? "1 second" : seconds + " seconds";
    }
    long minutes = seconds / 60;
    if (minutes < 60) {
      return minutes == 1 ? "About a minute" : minutes + " minutes";
    }
    return ofHours((seconds + 1800) / 3600, seconds / 3600);
  }

  private static String ofHours(long rounded, long whole) {
    if (rounded == 1) {
      return "About an hour";
    }
    if (rounded < 2 * DAY) {
      return rounded + " hours";
    }
    if (rounded < 2 * WEEK) {
      return rounded / DAY + " days";
    }
    if (rounded < 2 * MONTH) {
      return rounded / WEEK + " weeks";
    }
    if (rounded < 2 * YEAR) {
      return rounded / MONTH + " months";
    }
    return whole / YEAR + " years";
  }
}
