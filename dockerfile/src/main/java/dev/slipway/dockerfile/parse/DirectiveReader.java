package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Directives;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.GoText;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Word;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Reads the `# name=value` lines at the very top of a file. The first line that is none ends them.
final class DirectiveReader {
  private enum Name {
    SYNTAX,
    ESCAPE,
    CHECK
  }

  private record Directive(Name name, Word value, boolean indented) {}

  private DirectiveReader() {}

  /// @throws DockerfileException at a directive that stands twice or has a wrong value
  static Directives read(SourceFile source) {
    // After a `#!` line Docker still sees the syntax, but no escape.
    boolean shebang = source.line(1).startsWith("#!");
    var found = new EnumMap<Name, Word>(Name.class);
    for (int number = shebang ? 2 : 1; number <= source.lines().size(); number++) {
      Optional<Directive> directive = parse(source.line(number), number);
      if (directive.isEmpty()) {
        break;
      }
      add(found, directive.get(), shebang);
    }
    return new Directives(
        escape(found.get(Name.ESCAPE)), firstWord(found.get(Name.SYNTAX)), found.get(Name.CHECK));
  }

  private static void add(Map<Name, Word> found, Directive directive, boolean shebang) {
    Name name = directive.name();
    boolean unseen = name == Name.ESCAPE ? shebang : directive.indented();
    if (!unseen && found.putIfAbsent(name, directive.value()) != null) {
      String label = name.name().toLowerCase(Locale.ROOT);
      throw failure(
          directive.value().span(),
          "only one " + label + " parser directive can be used",
          "keep one of them");
    }
  }

  private static Optional<Directive> parse(String line, int number) {
    int hash = GoText.skipSpaces(line, 0);
    int equals = line.indexOf('=', hash);
    if (hash == line.length() || line.charAt(hash) != '#' || equals < 0) {
      return Optional.empty();
    }
    String label = GoText.trim(line.substring(hash + 1, equals));
    int start = GoText.skipSpaces(line, equals + 1);
    String value = GoText.trim(line.substring(start));
    if (value.isEmpty()) {
      return Optional.empty();
    }
    var word = new Word(value, new Span(number, start + 1, number, start + 1 + value.length()));
    return Stream.of(Name.values())
        .filter(name -> name.name().equalsIgnoreCase(label))
        .findFirst()
        .map(name -> new Directive(name, word, hash > 0));
  }

  private static char escape(@Nullable Word value) {
    if (value == null || value.text().equals("\\")) {
      return '\\';
    }
    if (value.text().equals("`")) {
      return '`';
    }
    throw failure(
        value.span(),
        "invalid escape token '" + value.text() + "'",
        "the escape character is a backslash or a backquote");
  }

  private static @Nullable Word firstWord(@Nullable Word value) {
    if (value == null || value.text().indexOf(' ') < 0) {
      return value;
    }
    String first = value.text().substring(0, value.text().indexOf(' '));
    Span span = value.span();
    int end = span.startColumn() + first.length();
    return new Word(first, new Span(span.startLine(), span.startColumn(), span.startLine(), end));
  }

  private static DockerfileException failure(Span span, String message, String remedy) {
    return new DockerfileException(Diagnostic.error(span, message, remedy));
  }
}
