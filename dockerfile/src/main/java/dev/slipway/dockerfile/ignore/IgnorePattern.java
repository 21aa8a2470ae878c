package dev.slipway.dockerfile.ignore;

import org.jspecify.annotations.Nullable;

/// One line of an ignore file.
///
/// @param text the cleaned pattern, without the `!`
/// @param exception whether it takes back what earlier lines leave out
/// @param expression null where the kind needs none
/// @param beginning how every path that matches begins: most paths need no more than that
/// @param end how every one ends
record IgnorePattern(
    String text,
    boolean exception,
    Kind kind,
    @Nullable PathExpression expression,
    String beginning,
    String end) {
  private static final String WILDCARDS = "*?[]^\\";

  /// How a pattern is matched.
  enum Kind {
    /// The path itself.
    EXACT,
    /// Ends in `**`.
    PREFIX,
    /// Begins with `**`.
    SUFFIX,
    EXPRESSION
  }

  /// @throws IllegalArgumentException for a pattern that Docker refuses
  static IgnorePattern of(String text, boolean exception) {
    check(text);
    var translation = new PatternTranslation(text);
    Kind kind = translation.translate();
    PathExpression expression =
        kind == Kind.EXPRESSION ? PathExpression.compile(translation.expression()) : null;
    return new IgnorePattern(text, exception, kind, expression, beginning(text), end(text));
  }

  /// What Docker checks before it asks about any path.
  ///
  /// @throws IllegalArgumentException for a pattern that it refuses
  static void check(String text) {
    if (GoPattern.of(text).failsOn(".")) {
      throw new IllegalArgumentException("a bracket is not closed, or nothing follows a backslash");
    }
  }

  boolean matches(String path) {
    return switch (kind) {
      case EXACT -> path.equals(text);
      case PREFIX -> path.startsWith(text.substring(0, text.length() - 2));
      case SUFFIX -> {
        String suffix = text.substring(2);
        yield path.endsWith(suffix) || (suffix.startsWith("/") && path.equals(suffix.substring(1)));
      }
      case EXPRESSION ->
          expression != null
              && path.startsWith(beginning)
              && path.endsWith(end)
              && expression.matches(path);
    };
  }

  /// Alternatives and repetitions leave no beginning that all matches have.
  private static boolean isEasy(String text) {
    return text.indexOf('|') < 0 && text.indexOf('{') < 0 && !text.startsWith("\ufeff");
  }

  private static String beginning(String text) {
    if (!isEasy(text)) {
      return "";
    }
    int length = 0;
    while (length < text.length() && WILDCARDS.indexOf(text.charAt(length)) < 0) {
      length++;
    }
    return text.substring(0, length);
  }

  private static String end(String text) {
    if (!isEasy(text) || text.contains("\\Q") || text.contains("\\E")) {
      return "";
    }
    int start = text.length();
    while (start > 0 && WILDCARDS.indexOf(text.charAt(start - 1)) < 0) {
      start--;
    }
    if (start > 0 && text.charAt(start - 1) == '\\') {
      start = Math.min(text.length(), start + 2); // What is escaped may stand for something else.
    }
    String end = text.substring(Math.min(start, text.length()));
    return end.startsWith("/") ? end.substring(1) : end; // `**` takes the slash after it.
  }

  /// Whether something under a directory may match although the directory does not, as far as the
  /// text tells: Docker looks no further into a directory that is left out.
  boolean mayMatchUnder(String directory) {
    return (withoutTrailingWildcard() + "/").startsWith(directory + "/");
  }

  /// Whether the text, but for `/*` or `/**` at its end, stands for itself.
  boolean isPlain() {
    return withoutTrailingWildcard().chars().allMatch(c -> WILDCARDS.indexOf(c) < 0);
  }

  private String withoutTrailingWildcard() {
    String plain = text.endsWith("/**") ? text.substring(0, text.length() - 3) : text;
    return plain.endsWith("/*") ? plain.substring(0, plain.length() - 2) : plain;
  }
}
