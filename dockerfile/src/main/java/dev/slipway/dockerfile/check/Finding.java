package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Severity;
import dev.slipway.dockerfile.Span;

/// What a check found.
///
/// @param span where; Docker shows its lines only
/// @param detail what, in BuildKit's words
public record Finding(Rule rule, Span span, String detail) {
  /// `Name: detail (line N)`, as it stands among a build's warnings.
  public String summary() {
    return rule.name() + ": " + detail + " (line " + span.startLine() + ")";
  }

  /// The same as a diagnostic, for who shows all of them alike.
  public Diagnostic diagnostic() {
    return new Diagnostic(
        Severity.WARNING,
        span,
        rule.name() + ": " + detail,
        rule.description(),
        rule.address().isEmpty() ? null : "see " + rule.address());
  }
}
