package dev.slipway.lint;

import dev.slipway.dockerfile.Severity;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How much a finding weighs; rules that are off look at nothing.
public enum Level {
  OFF,
  NOTE,
  WARNING,
  ERROR;

  /// As settings and reports name it.
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The level of that name.
  public static Optional<Level> named(@Nullable String name) {
    for (Level level : values()) {
      if (level.label().equals(name)) {
        return Optional.of(level);
      }
    }
    return Optional.empty();
  }

  /// The same for a diagnostic.
  public Severity severity() {
    return switch (this) {
      case ERROR -> Severity.ERROR;
      case WARNING -> Severity.WARNING;
      case NOTE, OFF -> Severity.NOTE;
    };
  }
}
