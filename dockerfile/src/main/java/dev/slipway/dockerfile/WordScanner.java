package dev.slipway.dockerfile;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One pass over a text that resolves quotes, escapes and variables, as BuildKit's frontend does.
final class WordScanner {
  private static final int END = TextCursor.END;

  /// How deep `${a:-${b:-...}}` may go: enough for any file, and no risk for the stack.
  private static final int MAXIMUM_DEPTH = 200;

  /// How many characters variables may bring: enough for any file, and no risk for the memory.
  private static final int MOST_FILLED_IN = 16 << 20;

  private final WordExpander rules;
  private final TextCursor cursor;
  private final Variables variables;
  private final Span blame;
  private final Set<String> used = new HashSet<>();
  private final Set<String> missing = new HashSet<>();
  private final WordList words = new WordList();
  private boolean keepEscapes;
  private int depth;
  private long filledIn;

  WordScanner(WordExpander rules, String text, Variables variables, Span blame) {
    this.rules = rules;
    this.cursor = new TextCursor(text);
    this.variables = variables;
    this.blame = blame;
    this.keepEscapes = rules.keepEscapes();
  }

  String scan() {
    return scanUntil(END, keepEscapes, false);
  }

  List<String> words() {
    return words.finished();
  }

  Set<String> used() {
    return used;
  }

  Set<String> missing() {
    return missing;
  }

  /// Scans to `stop` and past it, or to the end of the text.
  ///
  /// @param pattern whether escapes inside quotes are doubled, since the result is read again as a
  ///   pattern
  String scanUntil(int stop, boolean keep, boolean pattern) {
    if (++depth > MAXIMUM_DEPTH) {
      throw failure(
          "substitutions are nested too deeply", "nest at most " + MAXIMUM_DEPTH + " of them");
    }
    boolean outer = keepEscapes;
    keepEscapes = keep;
    var result = new StringBuilder();
    words.enter();
    while (cursor.peek() != END && cursor.peek() != stop) {
      scanPiece(result, pattern);
    }
    if (stop != END && cursor.next() == END) {
      throw failure("syntax error: missing '" + (char) stop + "' in ${}", "close the ${...}");
    }
    words.leave();
    keepEscapes = outer;
    depth--;
    return result.toString();
  }

  private void scanPiece(StringBuilder result, boolean pattern) {
    int character = cursor.peek();
    if (character == '$') {
      String value = dollar();
      result.append(value);
      words.addSplitting(value);
    } else if (character == '<') {
      addWhole(result, possibleHeredoc());
    } else if (!rules.ignoreQuotes() && character == '\'') {
      addWhole(result, singleQuoted(pattern));
    } else if (!rules.ignoreQuotes() && character == '"') {
      addWhole(result, doubleQuoted(pattern));
    } else if (character == rules.escape()) {
      escaped(result);
    } else {
      cursor.next();
      result.appendCodePoint(character);
      words.addSplitting(character);
    }
  }

  private void addWhole(StringBuilder result, String piece) {
    result.append(piece);
    words.addWhole(piece);
  }

  private void escaped(StringBuilder result) {
    int escape = cursor.next();
    if (keepEscapes) {
      result.appendCodePoint(escape);
      words.addWhole(Character.toString(escape));
    }
    int character = cursor.next();
    if (character != END) { // An escape at the end escapes nothing.
      addWhole(result, Character.toString(character));
    }
  }

  private String singleQuoted(boolean pattern) {
    var result = new StringBuilder();
    int character = cursor.next();
    keepQuote(result, character);
    while ((character = cursor.next()) != '\'') {
      if (character == END) {
        throw unclosed("single");
      }
      if (pattern && character == rules.escape()) {
        result.appendCodePoint(character);
      }
      result.appendCodePoint(character);
    }
    keepQuote(result, character);
    return result.toString();
  }

  private String doubleQuoted(boolean pattern) {
    var result = new StringBuilder();
    keepQuote(result, cursor.next());
    while (cursor.peek() != '"') {
      int character = cursor.peek();
      if (character == END) {
        throw unclosed("double");
      } else if (character == '$') {
        result.append(dollar());
      } else if (character == rules.escape()) {
        escapedInQuotes(result, pattern);
      } else {
        result.appendCodePoint(cursor.next());
      }
    }
    keepQuote(result, cursor.next());
    return result.toString();
  }

  /// Inside double quotes only a quote, a dollar and the escape itself can be escaped.
  private void escapedInQuotes(StringBuilder result, boolean pattern) {
    int escape = cursor.next();
    int character = cursor.peek();
    if (character == END) {
      return;
    }
    if (character == '"' || character == '$' || character == rules.escape()) {
      if (keepEscapes) {
        result.appendCodePoint(escape);
      }
      result.appendCodePoint(cursor.next());
      return;
    }
    if (keepEscapes && (!rules.keepQuotes() || pattern)) {
      result.appendCodePoint(escape);
    }
    result.appendCodePoint(escape);
  }

  private void keepQuote(StringBuilder result, int quote) {
    if (rules.keepQuotes()) {
      result.appendCodePoint(quote);
    }
  }

  /// `<<` and the spaces after it belong to one word: a heredoc's marker.
  private String possibleHeredoc() {
    cursor.next();
    if (cursor.peek() != '<') {
      return "<";
    }
    cursor.next();
    var result = new StringBuilder("<<");
    while (cursor.peek() == ' ' || cursor.peek() == '\t' || cursor.peek() == '\r') {
      result.appendCodePoint(cursor.next());
    }
    return result.toString();
  }

  private String dollar() {
    cursor.next();
    if (cursor.peek() != '{') {
      String name = cursor.name();
      if (name.isEmpty()) {
        return "$";
      }
      String value = lookUp(name);
      return value != null ? value : rules.keepUnset() ? "$" + name : "";
    }
    cursor.next();
    switch (cursor.peek()) {
      case END -> throw failure("syntax error: missing '}'", "close the ${...}");
      case '{', '}', ':' -> throw failure("syntax error: bad substitution", "write ${NAME}");
      default -> {}
    }
    return new Substitution(this, cursor, rules.keepUnset()).of(cursor.name());
  }

  /// The variable that a misspelt name was probably meant to be.
  Optional<String> nearest(String name) {
    return Suggestion.nearest(name, variables.names(Suggestion.MOST_NAMES));
  }

  /// The variable's value, null where it is not set.
  @Nullable String lookUp(String name) {
    String value = variables.get(name);
    (value == null ? missing : used).add(name);
    filledIn += value == null ? 0 : value.length();
    if (filledIn > MOST_FILLED_IN) {
      throw failure(
          "variables fill in more than " + MOST_FILLED_IN + " characters",
          "use shorter values, or name them less often");
    }
    return value;
  }

  private DockerfileException unclosed(String quote) {
    return failure(
        "unexpected end of statement while looking for matching " + quote + "-quote",
        "close the quote, or put " + rules.escape() + " before it if it stands for itself");
  }

  DockerfileException failure(String message, String remedy) {
    return new DockerfileException(Diagnostic.error(blame, message, remedy));
  }
}
