package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.GoText;
import dev.slipway.dockerfile.Keyword;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An instruction taken apart: keyword, flags, arguments.
///
/// @param start where the instruction begins in the line's text: an `ONBUILD` trigger stands inside
///   it
/// @param name the keyword as written
/// @param separator where a `--` that ends the flags stands in the line's text, or -1
/// @param argumentsStart where the arguments begin in the line's text
/// @param argumentsEnd where they end
/// @param heredocsEnd the line that ends the last heredoc, null where there is none
record InstructionLine(
    LogicalLine line,
    int start,
    char escape,
    Span nameSpan,
    String name,
    List<Flag> flags,
    int separator,
    int argumentsStart,
    int argumentsEnd,
    @Nullable Span heredocsEnd) {

  /// Takes apart the line's text from `start` on.
  static InstructionLine split(LogicalLine line, int start, char escape) {
    String text = line.text();
    int first = GoText.skipSpaces(text, start);
    int end = text.length();
    while (end > first && GoText.isSpace(text.charAt(end - 1))) {
      end--;
    }
    int nameEnd = first;
    while (nameEnd < end && !isBlank(text.charAt(nameEnd))) {
      nameEnd++;
    }
    var flags = new ArrayList<Flag>();
    var scanner = new FlagScanner(line, escape, nameEnd, end);
    int arguments = scanner.scan(flags);
    arguments = Math.min(end, GoText.skipSpaces(text, arguments));
    return new InstructionLine(
        line,
        first,
        escape,
        line.span(first, nameEnd),
        text.substring(first, nameEnd),
        List.copyOf(flags),
        scanner.separator(),
        arguments,
        end,
        null);
  }

  /// The first place from `start` on that holds no such space.
  static int skipBlanks(String text, int start, int end) {
    int position = start;
    while (position < end && isBlank(text.charAt(position))) {
      position++;
    }
    return position;
  }

  /// The first place from `start` on that holds one.
  static int endOfWord(String text, int start) {
    int position = start;
    while (position < text.length() && !isBlank(text.charAt(position))) {
      position++;
    }
    return position;
  }

  /// The spaces between words; others of Unicode's do not part them.
  static boolean isBlank(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r' && character != '\n');
  }

  Optional<Keyword> keyword() {
    return Keyword.of(name);
  }

  String upperName() {
    return name.toUpperCase(Locale.ROOT);
  }

  /// The same with the lines of its heredocs.
  InstructionLine endingAt(Span end) {
    return new InstructionLine(
        line, start, escape, nameSpan, name, flags, separator, argumentsStart, argumentsEnd, end);
  }

  /// From the keyword to the end of the arguments, or of the heredocs.
  Span span() {
    if (heredocsEnd != null) {
      return nameSpan.to(heredocsEnd);
    }
    return argumentsEnd == 0 ? nameSpan : nameSpan.to(line.span(argumentsEnd - 1, argumentsEnd));
  }

  /// The whole text, spaces at the ends aside.
  String source() {
    return GoText.trim(line.text().substring(start));
  }

  boolean hasArguments() {
    return argumentsStart < argumentsEnd;
  }

  String arguments() {
    return line.text().substring(argumentsStart, argumentsEnd);
  }

  /// Of the arguments, or of the keyword where there are none.
  Span argumentsSpan() {
    return hasArguments() ? line.span(argumentsStart, argumentsEnd) : nameSpan;
  }

  /// A part of the arguments.
  ///
  /// @param from offset in `arguments()`
  Span argumentSpan(int from, int to) {
    return line.span(argumentsStart + from, argumentsStart + to);
  }

  /// All arguments as one template.
  Template onlyArgument() {
    requireArguments("exactly one argument");
    return new Template(arguments(), argumentsSpan(), escape);
  }

  void requireArguments(String count) {
    if (!hasArguments()) {
      throw failure(
          nameSpan, upperName() + " requires " + count, "give it one, or take the line out");
    }
  }

  /// The arguments split at spaces, quotes or not.
  List<Template> blankSeparated() {
    return ArgumentWords.blankSeparated(this);
  }

  /// A JSON array's strings, each a template that covers the whole array.
  Optional<List<String>> json() {
    return JsonArray.parse(arguments(), argumentsSpan());
  }

  DockerfileException failure(Span span, String message, String remedy) {
    return new DockerfileException(Diagnostic.error(span, message, remedy));
  }
}
