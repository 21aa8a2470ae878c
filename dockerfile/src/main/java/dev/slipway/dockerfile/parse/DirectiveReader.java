package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.CheckOptions;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Directives;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.GoText;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Word;
import java.util.EnumSet;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the `# name=value` lines at the very top of a file. The first line that is none ends them.
///
/// Docker looks twice. What splits the lines wants `escape`: it sees indented directives too, none
/// after a `#!` line, and refuses those that stand twice. What begins a build wants `syntax` and
/// `check`: it skips a `#!` line, and an indented line ends its search.
final class DirectiveReader {
  private static final Pattern DIRECTIVE =
      Pattern.compile(
          "([a-zA-Z][a-zA-Z0-9]*)[\\t\\n\\f\\r ]*=[\\t\\n\\f\\r ]*([^\\n]+?)[\\t\\n\\f\\r ]*");

  private enum Name {
    SYNTAX,
    ESCAPE,
    CHECK;

    static @Nullable Name of(String label) {
      return switch (label.toLowerCase(Locale.ROOT)) {
        case "syntax" -> SYNTAX;
        case "escape" -> ESCAPE;
        case "check" -> CHECK;
        default -> null;
      };
    }
  }

  private record Directive(Name name, Word value) {}

  private DirectiveReader() {}

  /// @throws DockerfileException at a directive that stands twice or has a wrong value
  static Directives read(SourceFile source) {
    char escape = escape(source);
    Word syntax = syntax(source);
    Word check = find(source, Name.CHECK, "#");
    return new Directives(
        escape,
        syntax == null ? null : firstWord(syntax),
        check == null ? CheckOptions.NONE : CheckOptions.parse(firstWord(check)));
  }

  private static @Nullable Word syntax(SourceFile source) {
    Word syntax = find(source, Name.SYNTAX, "#");
    if (syntax == null) {
      syntax = find(source, Name.SYNTAX, "//");
    }
    return syntax == null ? JsonDirective.syntax(source) : syntax;
  }

  /// What splits the file's lines needs no more.
  static char escape(SourceFile source) {
    var seen = EnumSet.noneOf(Name.class);
    char escape = '\\';
    for (int number = 1; number <= source.lines().size(); number++) {
      String line = source.line(number);
      Directive directive = parse(line, GoText.skipSpaces(line, 0), "#", number);
      if (directive == null) {
        break;
      }
      if (!seen.add(directive.name())) {
        String label = directive.name().name().toLowerCase(Locale.ROOT);
        throw failure(
            directive.value().span(),
            "only one " + label + " parser directive can be used",
            "keep one of them");
      }
      if (directive.name() == Name.ESCAPE) {
        escape = escape(directive.value());
      }
    }
    return escape;
  }

  /// How many lines at the top are directives, or the `#!` line that may stand before them.
  static int count(SourceFile source) {
    int number = source.line(1).startsWith("#!") ? 2 : 1;
    while (number <= source.lines().size()) {
      String line = source.line(number);
      if (parse(line, GoText.skipSpaces(line, 0), "#", number) == null) {
        break;
      }
      number++;
    }
    return number - 1;
  }

  private static @Nullable Word find(SourceFile source, Name name, String comment) {
    var seen = EnumSet.noneOf(Name.class);
    int first = source.line(1).startsWith("#!") ? 2 : 1;
    for (int number = first; number <= source.lines().size(); number++) {
      Directive directive = parse(source.line(number), 0, comment, number);
      if (directive == null || !seen.add(directive.name())) {
        return null;
      }
      if (directive.name() == name) {
        return directive.value();
      }
    }
    return null;
  }

  private static @Nullable Directive parse(String line, int start, String comment, int number) {
    if (!line.startsWith(comment, start)) {
      return null;
    }
    Matcher directive = DIRECTIVE.matcher(line);
    directive.region(GoText.skipSpaces(line, start + comment.length()), line.length());
    if (!directive.matches()) {
      return null;
    }
    Name name = Name.of(directive.group(1));
    var span = new Span(number, directive.start(2) + 1, number, directive.end(2) + 1);
    return name == null ? null : new Directive(name, new Word(directive.group(2), span));
  }

  private static char escape(Word value) {
    return switch (value.text()) {
      case "\\" -> '\\';
      case "`" -> '`';
      default ->
          throw failure(
              value.span(),
              "invalid escape token '" + value.text() + "'",
              "the escape character is a backslash or a backquote");
    };
  }

  private static Word firstWord(Word value) {
    int end = value.text().indexOf(' ');
    if (end < 0) {
      return value;
    }
    Span span = value.span();
    return new Word(
        value.text().substring(0, end),
        new Span(span.startLine(), span.startColumn(), span.startLine(), span.startColumn() + end));
  }

  private static DockerfileException failure(Span span, String message, String remedy) {
    return new DockerfileException(Diagnostic.error(span, message, remedy));
  }
}
