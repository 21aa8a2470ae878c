package dev.slipway.dockerfile;

import java.util.List;

/// How quotes, escapes and variables in a text are dealt with.
///
/// @param escape the file's escape character
/// @param keepQuotes quotes stay in the result
/// @param keepEscapes escape characters stay in the result
/// @param ignoreQuotes quotes are characters like others
/// @param keepUnset a variable without a value stays as it is written
public record WordExpander(
    char escape, boolean keepQuotes, boolean keepEscapes, boolean ignoreQuotes, boolean keepUnset) {

  /// What the text of a heredoc gets: quotes are characters like others.
  public static final WordExpander OF_HEREDOCS = new WordExpander('\\', false, false, true, false);

  /// What instructions do: quotes and escapes go, variables without a value are empty.
  public static WordExpander of(char escape) {
    return new WordExpander(escape, false, false, false, false);
  }

  /// What step titles do to a command: only variables that have a value are filled in.
  public static WordExpander keepingSyntax(char escape) {
    return new WordExpander(escape, true, true, false, true);
  }

  /// The text as one word.
  ///
  /// @param blame where an error points to
  public Template.Expansion expand(String text, Variables variables, Span blame) {
    var scanner = new WordScanner(this, text, variables, blame);
    String value = scanner.scan();
    return new Template.Expansion(value, scanner.used(), scanner.missing());
  }

  /// The text as words, split at spaces outside quotes.
  public List<String> words(String text, Variables variables, Span blame) {
    var scanner = new WordScanner(this, text, variables, blame);
    scanner.scan();
    return scanner.words();
  }
}
