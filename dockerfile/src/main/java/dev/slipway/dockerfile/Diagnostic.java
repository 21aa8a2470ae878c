package dev.slipway.dockerfile;

import org.jspecify.annotations.Nullable;

/// Something to say about a place in a file.
///
/// @param message the cause, in one line
/// @param remedy what to do about it, in one line
public record Diagnostic(Severity severity, Span span, String message, @Nullable String remedy) {
  /// An error without a remedy beyond what its message says.
  public static Diagnostic error(Span span, String message) {
    return new Diagnostic(Severity.ERROR, span, message, null);
  }

  /// An error and what to do about it.
  public static Diagnostic error(Span span, String message, @Nullable String remedy) {
    return new Diagnostic(Severity.ERROR, span, message, remedy);
  }

  /// Whether this stops a build.
  public boolean isError() {
    return severity == Severity.ERROR;
  }

  /// `name:line:column: severity: message`, the lines with a caret line, and the remedy; no
  /// trailing newline.
  public String render(SourceFile source) {
    return Excerpt.render(this, source);
  }
}
