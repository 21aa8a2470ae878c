package dev.slipway.dockerfile;

/// A `${name...}`, behind its brace.
final class Substitution {
  private static final int END = TextCursor.END;

  private final WordScanner scanner;
  private final TextCursor cursor;
  private final boolean keepUnset;

  Substitution(WordScanner scanner, TextCursor cursor, boolean keepUnset) {
    this.scanner = scanner;
    this.cursor = cursor;
    this.keepUnset = keepUnset;
  }

  /// @param name what follows the brace
  String of(String name) {
    int operator = cursor.next();
    return switch (operator) {
      case '}' -> {
        String value = scanner.lookUp(name);
        yield value != null ? value : keepUnset ? "${" + name + "}" : "";
      }
      case ':' -> byPresence(name, cursor.next(), true);
      case '+', '-', '?' -> byPresence(name, operator, false);
      case '#', '%' -> trimmed(name, operator);
      case '/' -> replaced(name);
      case END -> throw scanner.failure("syntax error: missing '}'", "close the ${...}");
      default -> throw unsupported(Character.toString(operator));
    };
  }

  private String byPresence(String name, int operator, boolean emptyIsUnset) {
    String symbol =
        (emptyIsUnset ? ":" : "") + (operator == END ? "" : Character.toString(operator));
    if (operator != '+' && operator != '-' && operator != '?') {
      throw unsupported(symbol);
    }
    String word = scanner.scanUntil('}', false, false);
    String value = scanner.lookUp(name);
    if (keepUnset && value == null) {
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
    String remedy = "give " + name + " a value with ARG, ENV or --build-arg";
    return scanner.failure(
        name + ": " + said,
        set ? remedy : scanner.nearest(name).map(Substitution::didYouMean).orElse(remedy));
  }

  private static String didYouMean(String name) {
    return "did you mean " + name + "?";
  }

  private String trimmed(String name, int operator) {
    String word = scanner.scanUntil('}', true, true);
    String value = scanner.lookUp(name);
    String symbol = Character.toString(operator);
    if (value == null) {
      if (keepUnset) {
        return "${" + name + symbol + word + "}";
      }
      value = "";
    }
    boolean longest = word.startsWith(symbol);
    String pattern = longest ? word.substring(1) : word;
    return operator == '#'
        ? pattern(pattern, false).withoutPrefix(value, longest)
        : pattern(pattern, true).withoutSuffix(value, longest);
  }

  private String replaced(String name) {
    boolean all = cursor.peek() == '/';
    if (all) {
      cursor.next();
    }
    String pattern = scanner.scanUntil('/', true, true);
    String replacement = scanner.scanUntil('}', true, false);
    String value = scanner.lookUp(name);
    if (value == null) {
      if (keepUnset) {
        return "${" + name + "/" + pattern + "/" + replacement + "}";
      }
      value = "";
    }
    ShellPattern compiled = pattern(pattern, false);
    return all
        ? compiled.replaceAll(value, replacement)
        : compiled.replaceFirst(value, replacement);
  }

  private ShellPattern pattern(String pattern, boolean reversed) {
    try {
      return reversed ? ShellPattern.parseReversed(pattern) : ShellPattern.parse(pattern);
    } catch (IllegalArgumentException e) {
      throw scanner.failure(
          "invalid pattern (" + pattern + ") in substitution: " + e.getMessage(),
          "only *, ? and a backslash can be escaped in a pattern");
    }
  }

  private DockerfileException unsupported(String modifier) {
    return scanner.failure(
        "unsupported modifier (" + modifier + ") in substitution",
        "known are :- - :+ + :? ? # ## % %% / and //");
  }
}
