package dev.slipway.dockerfile;

import java.util.Locale;

/// How much a diagnostic weighs: only an error stops a build.
public enum Severity {
  ERROR,
  WARNING,
  NOTE;

  /// As it stands in a rendered diagnostic.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
