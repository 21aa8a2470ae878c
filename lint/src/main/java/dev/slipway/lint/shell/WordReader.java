package dev.slipway.lint.shell;

import org.jspecify.annotations.Nullable;

/// Reads words: quotes, escapes, variables and substitutions.
final class WordReader {
  private final String text;
  private final Runnable substitution;
  int position;
  boolean complete = true;

  private final StringBuilder word = new StringBuilder();
  private boolean literal;

  /// @param substitution reads commands from behind `$(` to behind its end
  WordReader(String text, Runnable substitution) {
    this.text = text;
    this.substitution = substitution;
  }

  /// Skips spaces, continued lines and comments; false at the end of the text.
  boolean skipBlanks() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == ' ' || c == '\t' || c == '\r') {
        position++;
      } else if (c == '\\' && text.startsWith("\n", position + 1)) {
        position += 2;
      } else if (c == '#' && (position == 0 || isBlank(text.charAt(position - 1)))) {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end;
      } else {
        return true;
      }
    }
    return false;
  }

  private static boolean isBlank(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == ';' || c == '(' || c == '&' || c == '|';
  }

  /// The word here as far as it has no quotes; empty where it has some.
  String peekPlain() {
    int end = position;
    while (end < text.length() && !isEnd(text.charAt(end))) {
      if ("\"'\\$`".indexOf(text.charAt(end)) >= 0) {
        return "";
      }
      end++;
    }
    return text.substring(position, end);
  }

  private static boolean isEnd(char c) {
    return " \t\r\n;&|()<>".indexOf(c) >= 0;
  }

  /// The operator of a redirection with the number before it, and moves behind it; null where there
  /// is none.
  @Nullable String redirection() {
    int start = position;
    int at = start;
    while (at < text.length() && Character.isDigit(text.charAt(at))) {
      at++;
    }
    if (text.startsWith("&>", at)) {
      at++;
    }
    int operator = at;
    while (at < text.length() && "<>".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == operator) {
      return null;
    }
    if (at < text.length() && "&|-".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    position = at;
    return text.substring(start, at);
  }

  ShellWord read() {
    int start = position;
    // A substitution inside reads words of its own.
    String outer = word.toString();
    boolean outerLiteral = literal;
    word.setLength(0);
    literal = true;
    while (position < text.length() && !isEnd(text.charAt(position))) {
      part();
    }
    if (position == start) {
      position++;
    }
    var read = new ShellWord(word.toString(), literal, start, position);
    word.setLength(0);
    word.append(outer);
    literal = outerLiteral;
    return read;
  }

  private void part() {
    char c = text.charAt(position);
    switch (c) {
      case '\'' -> {
        int end = text.indexOf('\'', position + 1);
        complete &= end >= 0;
        end = end < 0 ? text.length() : end;
        word.append(text, position + 1, end);
        position = Math.min(text.length(), end + 1);
      }
      case '"' -> doubleQuoted();
      case '\\' -> {
        if (position + 1 < text.length() && text.charAt(position + 1) != '\n') {
          word.append(text.charAt(position + 1));
        }
        position = Math.min(text.length(), position + 2);
      }
      case '$', '`' -> expansion();
      default -> {
        literal &= c != '*' && c != '?';
        word.append(c);
        position++;
      }
    }
  }

  private void doubleQuoted() {
    position++;
    while (position < text.length() && text.charAt(position) != '"') {
      char c = text.charAt(position);
      if (c == '\\' && position + 1 < text.length()) {
        char next = text.charAt(position + 1);
        if ("$`\"\\".indexOf(next) < 0 && next != '\n') {
          word.append(c);
        }
        if (next != '\n') {
          word.append(next);
        }
        position += 2;
      } else if (c == '$' || c == '`') {
        expansion();
      } else {
        word.append(c);
        position++;
      }
    }
    complete &= position < text.length();
    position = Math.min(text.length(), position + 1);
  }

  /// Keeps it in the word as it is written.
  private void expansion() {
    int start = position;
    literal = false;
    if (text.startsWith("$((", position)) {
      skipBehind("))");
    } else if (text.startsWith("$(", position)) {
      position += 2;
      String before = word.toString();
      substitution.run();
      word.setLength(0);
      word.append(before);
      literal = false;
    } else if (text.startsWith("${", position)) {
      skipBehind("}");
    } else if (text.charAt(position) == '`') {
      position++;
      skipBehind("`");
    } else {
      position++;
    }
    word.append(text, start, position);
  }

  private void skipBehind(String end) {
    int found = text.indexOf(end, position);
    complete &= found >= 0;
    position = found < 0 ? text.length() : found + end.length();
  }
}
