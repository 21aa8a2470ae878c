package dev.slipway.dockerfile;

import java.util.List;
import java.util.Set;

/// A text with quotes, escapes and variables in it, as the Dockerfile has it.
///
/// @param escape the file's escape character
public record Template(String text, Span span, char escape) {
  /// The text as one word: variables filled in, quotes and escapes taken away.
  ///
  /// @throws DockerfileException where quotes or braces do not end, and for `${name:?message}`
  public String expand(Variables variables) {
    return expandTracked(variables).value();
  }

  /// The same, and which variables it asked for.
  public Expansion expandTracked(Variables variables) {
    return WordExpander.of(escape).expand(text, variables, span);
  }

  /// The text as words: split at spaces that are not quoted, those in a variable's value included.
  public List<String> expandWords(Variables variables) {
    return WordExpander.of(escape).words(text, variables, span);
  }

  /// Whether a `$` in the text may make its value depend on variables.
  public boolean hasVariables() {
    return text.indexOf('$') >= 0;
  }

  /// What an expansion gave.
  ///
  /// @param used the variables it asked for that are set
  /// @param missing those that are not
  public record Expansion(String value, Set<String> used, Set<String> missing) {
    /// Copies the names.
    public Expansion {
      used = Set.copyOf(used);
      missing = Set.copyOf(missing);
    }
  }
}
