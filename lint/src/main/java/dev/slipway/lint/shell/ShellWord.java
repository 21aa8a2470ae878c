package dev.slipway.lint.shell;

/// One word of a command.
///
/// @param text with quotes and escapes taken away; variables and substitutions stay as written
/// @param literal whether nothing in it is expanded
/// @param start where it stands in the shell's text
public record ShellWord(String text, boolean literal, int start, int end) {
  /// What stands behind the last slash.
  public String baseName() {
    return text.substring(text.lastIndexOf('/') + 1);
  }
}
