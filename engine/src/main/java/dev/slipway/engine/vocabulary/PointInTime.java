package dev.slipway.engine.vocabulary;

import java.time.Clock;
import java.time.Instant;

/// A time in Docker's words: `2026-01-31T12:00:00Z`, a Unix time, or how long ago (`42m`).
public final class PointInTime {
  private PointInTime() {}

  public static Instant parse(String text) {
    return UntilTime.parse(text, Clock.systemUTC());
  }
}
