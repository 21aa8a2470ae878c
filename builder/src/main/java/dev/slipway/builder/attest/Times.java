package dev.slipway.builder.attest;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Times as documents want them.
final class Times {
  private Times() {}

  /// `2026-01-01T00:00:00Z`: SPDX knows no parts of a second.
  static String whole(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
