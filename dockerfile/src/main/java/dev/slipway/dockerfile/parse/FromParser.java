package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Word;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `FROM [--platform=P] image [AS name]`.
final class FromParser {
  private static final Flags.Known FLAGS = new Flags.Known(Set.of("platform"), Set.of(), Set.of());

  private FromParser() {}

  static From parse(InstructionLine line) {
    Flags flags = Flags.check(line, FLAGS);
    List<Template> words = line.blankSeparated();
    boolean named = words.size() == 3 && words.get(1).text().equalsIgnoreCase("as");
    if (words.size() != 1 && !named) {
      throw line.failure(
          line.argumentsSpan(),
          "FROM requires either one or three arguments",
          "write FROM image, or FROM image AS name");
    }
    Word name = named ? name(line, words.get(2)) : null;
    return new From(line.span(), line.source(), words.getFirst(), name, flags.template("platform"));
  }

  private static @Nullable Word name(InstructionLine line, Template word) {
    String name = word.text().toLowerCase(Locale.ROOT);
    if (!isName(name)) {
      throw line.failure(
          word.span(),
          "invalid name for build stage: \"" + word.text() + "\"",
          "begin it with a letter and go on with letters, digits, - _ or .");
    }
    return new Word(name, word.span());
  }

  private static boolean isName(String name) {
    return name.charAt(0) >= 'a'
        && name.charAt(0) <= 'z'
        && name.chars()
            .allMatch(
                c -> (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || "-_.".indexOf(c) >= 0);
  }
}
