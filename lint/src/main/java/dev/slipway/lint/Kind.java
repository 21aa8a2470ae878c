package dev.slipway.lint;

import java.util.Locale;

/// What a change improves.
public enum Kind {
  SECURITY,
  SPEED,
  SIZE,
  CLARITY,
  CORRECTNESS;

  /// As reports name it.
  public String label() {
    return this == SPEED ? "build speed" : name().toLowerCase(Locale.ROOT);
  }
}
