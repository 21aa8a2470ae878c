package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Heredoc;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.WordExpander;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `3<<-"NAME"`: what announces a heredoc.
final class HeredocMarker {
  private static final Pattern MARKER =
      Pattern.compile("(\\d*)<<(-?)[\\t\\n\\f\\r ]*([^<]*)", Pattern.DOTALL);
  private static final WordExpander SPLITTING = new WordExpander('\\', true, true, false, true);
  private static final WordExpander NAMING = new WordExpander('\\', false, false, false, true);
  private static final WordExpander QUOTED_NAMING =
      new WordExpander('\\', true, false, false, true);

  private HeredocMarker() {}

  /// The heredocs that an instruction's text announces, without their content.
  ///
  /// @throws DockerfileException at a name whose quotes do not end
  static List<Heredoc> announced(String text, Span span) {
    var heredocs = new ArrayList<Heredoc>();
    if (!text.contains("<<")) {
      return heredocs;
    }
    for (String word : words(text, span)) {
      parse(word, span).ifPresent(heredocs::add);
    }
    return heredocs;
  }

  /// Quotes that do not end are the shell's business.
  private static List<String> words(String text, Span span) {
    try {
      return SPLITTING.words(text, Variables.EMPTY, span);
    } catch (DockerfileException _) {
      return List.of();
    }
  }

  /// Whether the word announces a heredoc; one whose quotes do not end does not.
  static boolean isMarker(String word, Span span) {
    try {
      return parse(word, span).isPresent();
    } catch (DockerfileException _) {
      return false;
    }
  }

  /// The heredoc that a word announces, if it does.
  ///
  /// @throws DockerfileException at a name whose quotes do not end
  static Optional<Heredoc> parse(String word, Span span) {
    Matcher marker = MARKER.matcher(word);
    if (!marker.matches() || marker.group(3).isEmpty()) {
      return Optional.empty();
    }
    List<String> names = NAMING.words(marker.group(3), Variables.EMPTY, span);
    if (names.size() != 1) {
      return Optional.empty();
    }
    String quoted = String.join(" ", QUOTED_NAMING.words(marker.group(3), Variables.EMPTY, span));
    boolean expand = quotes(names.getFirst()) == quotes(quoted);
    boolean chomp = !marker.group(2).isEmpty();
    return Optional.of(
        new Heredoc(span, names.getFirst(), descriptor(marker.group(1)), expand, chomp, ""));
  }

  /// The largest unsigned number where the digits say more.
  private static long descriptor(String digits) {
    try {
      return digits.isEmpty() ? 0 : Long.parseUnsignedLong(digits);
    } catch (NumberFormatException _) {
      return -1;
    }
  }

  private static long quotes(String text) {
    return text.chars().filter(character -> character == '\'' || character == '"').count();
  }
}
