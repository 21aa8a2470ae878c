package dev.slipway.engine.image;

import dev.slipway.image.ImageException;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// A pattern of Go's `path.Match`: `*` and `?` stop at slashes, `[a-z]` and `[^a-z]` are classes,
/// `\` takes the next character as it is.
record GoPathPattern(Pattern expression) {
  static GoPathPattern compile(String text) {
    var expression = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '*' -> expression.append("[^/]*");
        case '?' -> expression.append("[^/]");
        case '\\' -> {
          if (++i == text.length()) {
            throw malformed();
          }
          expression.append(Pattern.quote(text.substring(i, i + 1)));
        }
        case '[' -> i = appendClass(text, i, expression);
        default -> expression.append(Pattern.quote(String.valueOf(c)));
      }
    }
    try {
      return new GoPathPattern(Pattern.compile(expression.toString(), Pattern.DOTALL));
    } catch (PatternSyntaxException unordered) {
      throw malformed();
    }
  }

  /// Appends the class that starts at `open` and tells where it ends.
  private static int appendClass(String text, int open, StringBuilder expression) {
    int i = open + 1;
    expression.append('[');
    if (i < text.length() && text.charAt(i) == '^') {
      expression.append("^/");
      i++;
    }
    int first = i;
    while (i < text.length() && (text.charAt(i) != ']' || i == first)) {
      char c = text.charAt(i);
      if (c == '\\' && ++i == text.length()) {
        throw malformed();
      }
      if (c == '-') {
        expression.append('-');
      } else {
        expression.append(Pattern.quote(text.substring(i, i + 1)));
      }
      i++;
    }
    if (i >= text.length()) {
      throw malformed();
    }
    expression.append(']');
    return i;
  }

  private static ImageException malformed() {
    return new ImageException("syntax error in pattern", "close each [ and finish each \\");
  }

  boolean matches(String text) {
    return expression.matcher(text).matches();
  }
}
