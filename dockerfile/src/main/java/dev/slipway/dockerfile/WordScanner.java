package dev.slipway.dockerfile;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One pass over a text that resolves quotes, escapes and variables, as BuildKit's frontend does.
final class WordScanner {
  private static final int END = -1;

  /// How deep `${a:-${b:-...}}` may go: enough for any file, and no risk for the stack.
  private static final int MAXIMUM_DEPTH = 200;

  private final WordExpander rules;
  private final String text;
  private final Variables variables;
  private final Span blame;
  private final Set<String> used = new HashSet<>();
  private final Set<String> missing = new HashSet<>();
  private final WordList words = new WordList();
  private boolean keepEscapes;
  private int position;
  private int depth;

  WordScanner(WordExpander rules, String text, Variables variables, Span blame) {
    this.rules = rules;
    this.text = text;
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
  private String scanUntil(int stop, boolean keep, boolean pattern) {
    if (++depth > MAXIMUM_DEPTH) {
      throw failure(
          "substitutions are nested too deeply", "nest at most " + MAXIMUM_DEPTH + " of them");
    }
    boolean outer = keepEscapes;
    keepEscapes = keep;
    var result = new StringBuilder();
    words.enter();
    while (peek() != END && peek() != stop) {
      scanPiece(result, pattern);
    }
    if (stop != END && next() == END) {
      throw failure("syntax error: missing '" + (char) stop + "' in ${}", "close the ${...}");
    }
    words.leave();
    keepEscapes = outer;
    depth--;
    return result.toString();
  }

  private void scanPiece(StringBuilder result, boolean pattern) {
    int character = peek();
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
      next();
      result.appendCodePoint(character);
      words.addSplitting(character);
    }
  }

  private void addWhole(StringBuilder result, String piece) {
    result.append(piece);
    words.addWhole(piece);
  }

  private void escaped(StringBuilder result) {
    int escape = next();
    if (keepEscapes) {
      result.appendCodePoint(escape);
      words.addWhole(Character.toString(escape));
    }
    int character = next();
    if (character != END) { // An escape at the end escapes nothing.
      addWhole(result, Character.toString(character));
    }
  }

  private String singleQuoted(boolean pattern) {
    var result = new StringBuilder();
    int character = next();
    keepQuote(result, character);
    while ((character = next()) != '\'') {
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
    keepQuote(result, next());
    while (peek() != '"') {
      int character = peek();
      if (character == END) {
        throw unclosed("double");
      } else if (character == '$') {
        result.append(dollar());
      } else if (character == rules.escape()) {
        escapedInQuotes(result, pattern);
      } else {
        result.appendCodePoint(next());
      }
    }
    keepQuote(result, next());
    return result.toString();
  }

  /// Inside double quotes only a quote, a dollar and the escape itself can be escaped.
  private void escapedInQuotes(StringBuilder result, boolean pattern) {
    int escape = next();
    int character = peek();
    if (character == END) {
      return;
    }
    if (character == '"' || character == '$' || character == rules.escape()) {
      if (keepEscapes) {
        result.appendCodePoint(escape);
      }
      result.appendCodePoint(next());
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
    next();
    if (peek() != '<') {
      return "<";
    }
    next();
    var result = new StringBuilder("<<");
    while (peek() == ' ' || peek() == '\t' || peek() == '\r') {
      result.appendCodePoint(next());
    }
    return result.toString();
  }

  private String dollar() {
    next();
    if (peek() != '{') {
      String name = name();
      if (name.isEmpty()) {
        return "$";
      }
      String value = lookUp(name);
      return value != null ? value : rules.keepUnset() ? "$" + name : "";
    }
    next();
    switch (peek()) {
      case END -> throw failure("syntax error: missing '}'", "close the ${...}");
      case '{', '}', ':' -> throw failure("syntax error: bad substitution", "write ${NAME}");
      default -> {}
    }
    return braced(name());
  }

  private String braced(String name) {
    int operator = next();
    return switch (operator) {
      case '}' -> {
        String value = lookUp(name);
        yield value != null ? value : rules.keepUnset() ? "${" + name + "}" : "";
      }
      case ':' -> byPresence(name, next(), true);
      case '+', '-', '?' -> byPresence(name, operator, false);
      case '#', '%' -> trimmed(name, operator);
      case '/' -> replaced(name);
      case END -> throw failure("syntax error: missing '}'", "close the ${...}");
      default -> throw unsupported(Character.toString(operator));
    };
  }

  private String byPresence(String name, int operator, boolean emptyIsUnset) {
    String symbol =
        (emptyIsUnset ? ":" : "") + (operator == END ? "" : Character.toString(operator));
    if (operator != '+' && operator != '-' && operator != '?') {
      throw unsupported(symbol);
    }
    String word = scanUntil('}', false, false);
    String value = lookUp(name);
    if (rules.keepUnset() && value == null) {
      return "${" + name + symbol + word + "}";
    }
    boolean present = value != null && !(emptyIsUnset && value.isEmpty());
    return switch (operator) {
      case '-' -> present && value != null ? value : word;
      case '+' -> present ? word : "";
      default -> {
        if (present && value != null) {
          yield value;
        }
        throw required(name, value != null, word);
      }
    };
  }

  private DockerfileException required(String name, boolean set, String message) {
    String said =
        !message.isEmpty() ? message : "is not allowed to be " + (set ? "empty" : "unset");
    return failure(name + ": " + said, "give " + name + " a value with ARG, ENV or --build-arg");
  }

  private String trimmed(String name, int operator) {
    String word = scanUntil('}', true, true);
    String value = lookUp(name);
    String symbol = Character.toString(operator);
    if (value == null) {
      if (rules.keepUnset()) {
        return "${" + name + symbol + word + "}";
      }
      value = "";
    }
    boolean longest = word.startsWith(symbol);
    ShellPattern pattern = pattern(longest ? word.substring(1) : word);
    return operator == '#'
        ? pattern.withoutPrefix(value, longest)
        : pattern.withoutSuffix(value, longest);
  }

  private String replaced(String name) {
    boolean all = peek() == '/';
    if (all) {
      next();
    }
    String pattern = scanUntil('/', true, true);
    String replacement = scanUntil('}', true, false);
    String value = lookUp(name);
    if (value == null) {
      if (rules.keepUnset()) {
        return "${" + name + "/" + pattern + "/" + replacement + "}";
      }
      value = "";
    }
    ShellPattern compiled = pattern(pattern);
    return all
        ? compiled.replaceAll(value, replacement)
        : compiled.replaceFirst(value, replacement);
  }

  private ShellPattern pattern(String pattern) {
    try {
      return ShellPattern.parse(pattern);
    } catch (IllegalArgumentException e) {
      throw failure(
          "invalid pattern (" + pattern + ") in substitution: " + e.getMessage(),
          "only *, ? and a backslash can be escaped in a pattern");
    }
  }

  /// Digits, or one special parameter, or letters, digits and underscores.
  private String name() {
    int start = position;
    int first = peek();
    if (first != END && Character.isDigit(first)) {
      while (peek() != END && Character.isDigit(peek())) {
        next();
      }
    } else if (first != END && "@*#?-$!".indexOf(first) >= 0) {
      next();
    } else {
      while (peek() != END && (Character.isLetterOrDigit(peek()) || peek() == '_')) {
        next();
      }
    }
    return text.substring(start, position);
  }

  private @Nullable String lookUp(String name) {
    String value = variables.get(name);
    (value == null ? missing : used).add(name);
    return value;
  }

  private int peek() {
    return position < text.length() ? text.codePointAt(position) : END;
  }

  private int next() {
    int character = peek();
    if (character != END) {
      position += Character.charCount(character);
    }
    return character;
  }

  private DockerfileException unclosed(String quote) {
    return failure(
        "unexpected end of statement while looking for matching " + quote + "-quote",
        "close the quote, or put " + rules.escape() + " before it if it stands for itself");
  }

  private DockerfileException unsupported(String modifier) {
    return failure(
        "unsupported modifier (" + modifier + ") in substitution",
        "known are :- - :+ + :? ? # ## % %% / and //");
  }

  private DockerfileException failure(String message, String remedy) {
    return new DockerfileException(Diagnostic.error(blame, message, remedy));
  }
}
