package dev.slipway.dockerfile;

import org.jspecify.annotations.Nullable;

/// Something to say about a place in a file.
///
/// @param message what is wrong, in one line
/// @param reason why it is wrong, where the message does not say so
/// @param remedy what to do about it, in one line
public record Diagnostic(
    Severity severity,
    Span span,
    String message,
    @Nullable String reason,
    @Nullable String remedy) {
  /// One whose message says why.
  public Diagnostic(Severity severity, Span span, String message, @Nullable String remedy) {
    this(severity, span, message, null, remedy);
  }

  /// An error without a remedy beyond what its message says.
  public static Diagnostic error(Span span, String message) {
    return new Diagnostic(Severity.ERROR, span, message, null);
  }

  /// An error and what to do about it.
  public static Diagnostic error(Span span, String message, @Nullable String remedy) {
    return new Diagnostic(Severity.ERROR, span, message, remedy);
  }

  /// The same with why it is wrong.
  public Diagnostic because(String why) {
    return new Diagnostic(severity, span, message, why, remedy);
  }

  /// The same with another remedy.
  public Diagnostic withRemedy(String other) {
    return new Diagnostic(severity, span, message, reason, other);
  }

  /// Whether this stops a build.
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /// `name:line:column: severity: message`, the lines with a caret line, the reason and the remedy;
  /// no trailing newline.
  public String render(SourceFile source) {
    return Excerpt.render(this, source);
  }
}
