package dev.slipway.lint;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Span;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Something that a rule found.
///
/// @param level the rule's, or what the settings make of it
/// @param fix null where only a person can decide what to write
public record Finding(
    Description rule, Level level, Span span, String message, String remedy, @Nullable Fix fix) {

  /// As a diagnostic, which renders with its lines and a caret.
  public Diagnostic diagnostic() {
    String title = rule.name() + " (" + rule.kind().label() + "): " + message;
    return new Diagnostic(level.severity(), span, title, rule.reason(), remedy);
  }

  /// The change that mends it.
  public Optional<Fix> mending() {
    return Optional.ofNullable(fix);
  }
}
