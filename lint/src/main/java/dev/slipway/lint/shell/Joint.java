package dev.slipway.lint.shell;

/// What stands between a command and the one before it.
public enum Joint {
  FIRST,
  /// `&&`
  AND,
  /// `||`
  OR,
  /// `;` or a line's end
  THEN,
  /// `|`
  PIPE,
  /// `&`
  BESIDE
}
