package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.WordExpander;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text that follows its instruction, up to a line that is its name.
///
/// @param expand whether no part of the name is quoted, so that variables in the text count
/// @param chomp whether `<<-` takes tabs from the beginnings of lines
record Heredoc(String name, boolean expand, boolean chomp, String content) {
  private static final Pattern MARKER = Pattern.compile("\\d*<<(-?)\\s*([^<]*)", Pattern.DOTALL);
  private static final WordExpander SPLITTING = new WordExpander('\\', true, true, false, true);
  private static final WordExpander NAMING = new WordExpander('\\', false, false, false, true);
  private static final WordExpander QUOTED_NAMING =
      new WordExpander('\\', true, false, false, true);

  /// The heredocs that an instruction's text announces, without their content.
  static List<Heredoc> announced(String text, Span span) {
    var heredocs = new ArrayList<Heredoc>();
    if (!text.contains("<<")) {
      return heredocs;
    }
    try {
      for (String word : SPLITTING.words(text, Variables.EMPTY, span)) {
        parse(word, span).ifPresent(heredocs::add);
      }
    } catch (DockerfileException _) {
      return heredocs; // Quotes that do not end are the shell's business.
    }
    return heredocs;
  }

  /// The heredoc that a word announces, if it does.
  static Optional<Heredoc> parse(String word, Span span) {
    Matcher marker = MARKER.matcher(word);
    if (!marker.matches() || marker.group(2).isEmpty()) {
      return Optional.empty();
    }
    try {
      return named(marker.group(2), !marker.group(1).isEmpty(), span);
    } catch (DockerfileException _) {
      return Optional.empty(); // A name whose quotes do not end is none.
    }
  }

  private static Optional<Heredoc> named(String text, boolean chomp, Span span) {
    List<String> names = NAMING.words(text, Variables.EMPTY, span);
    if (names.size() != 1) {
      return Optional.empty();
    }
    String quoted = String.join(" ", QUOTED_NAMING.words(text, Variables.EMPTY, span));
    boolean expand = quotes(names.getFirst()) == quotes(quoted);
    return Optional.of(new Heredoc(names.getFirst(), expand, chomp, ""));
  }

  private static long quotes(String text) {
    return text.chars().filter(character -> character == '\'' || character == '"').count();
  }

  Heredoc withContent(String lines) {
    return new Heredoc(name, expand, chomp, lines);
  }

  /// Whether the line ends the text.
  boolean endsAt(String line) {
    return (chomp ? withoutTabs(line) : line).equals(name);
  }

  /// The text, its leading tabs taken where `<<-` says so.
  String text() {
    if (!chomp) {
      return content;
    }
    var text = new StringBuilder();
    int start = 0;
    while (start < content.length()) {
      int newline = content.indexOf('\n', start);
      int end = newline < 0 ? content.length() : newline + 1;
      text.append(withoutTabs(content.substring(start, end)));
      start = end;
    }
    return text.toString();
  }

  private static String withoutTabs(String line) {
    int start = 0;
    while (start < line.length() && line.charAt(start) == '\t') {
      start++;
    }
    return line.substring(start);
  }
}
