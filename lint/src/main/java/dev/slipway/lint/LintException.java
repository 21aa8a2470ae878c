package dev.slipway.lint;

/// Settings that cannot be used: the user's mistake.
public final class LintException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final String hint;

  /// @param hint what to do about it
  public LintException(String message, String hint) {
    super(message);
    this.hint = hint;
  }

  /// What to do about it.
  public String hint() {
    return hint;
  }
}
