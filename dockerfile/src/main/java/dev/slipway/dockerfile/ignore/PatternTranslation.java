package dev.slipway.dockerfile.ignore;

import dev.slipway.dockerfile.ignore.IgnorePattern.Kind;

/// Turns an ignore pattern into a regular expression, and finds out whether it needs one.
final class PatternTranslation {
  /// Docker means to escape `|`, `{` and `}` too, but its table of such characters ends before
  /// them: so `a|b*` has two alternatives.
  private static final String SPECIAL = ".+()$";

  private final String text;
  private final StringBuilder expression = new StringBuilder("^");
  private Kind kind = Kind.EXACT;
  private int position;

  PatternTranslation(String text) {
    // Go's scanner drops a byte order mark.
    this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  Kind translate() {
    while (position < text.length()) {
      boolean first = position == 0;
      char character = text.charAt(position++);
      switch (character) {
        case '*' -> star(first);
        case '?' -> add("[^/]");
        case '\\' -> escape();
        case '[', ']' -> add(String.valueOf(character));
        default -> literal(character);
      }
    }
    expression.append('$');
    return kind;
  }

  String expression() {
    return expression.toString();
  }

  private void star(boolean first) {
    if (!text.startsWith("*", position)) {
      add("[^/]*");
      return;
    }
    position++;
    if (text.startsWith("/", position)) {
      position++;
    }
    boolean last = position == text.length();
    if (last && kind == Kind.EXACT) {
      kind = Kind.PREFIX;
    } else {
      add(last ? ".*" : "(.*/)?");
    }
    if (first) {
      kind = Kind.SUFFIX;
    }
  }

  private void escape() {
    if (position == text.length()) {
      expression.append('\\');
      return;
    }
    int character = text.codePointAt(position);
    position += Character.charCount(character);
    add("\\" + Character.toString(character));
  }

  private void literal(char character) {
    if (SPECIAL.indexOf(character) >= 0) {
      expression.append('\\');
    }
    expression.append(character);
  }

  private void add(String piece) {
    expression.append(piece);
    kind = Kind.EXPRESSION;
  }
}
