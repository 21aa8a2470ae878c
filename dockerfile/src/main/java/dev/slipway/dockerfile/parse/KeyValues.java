package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Arg;
import dev.slipway.dockerfile.Assignment;
import dev.slipway.dockerfile.Template;
import java.util.ArrayList;
import java.util.List;

/// The arguments of `ARG`, `ENV` and `LABEL`.
final class KeyValues {
  private KeyValues() {}

  static List<Arg.Definition> definitions(InstructionLine line) {
    return words(line).stream().map(word -> definition(line, word)).toList();
  }

  private static Arg.Definition definition(InstructionLine line, Template word) {
    int equals = word.text().indexOf('=');
    if (equals == 0) {
      throw blankName(line, word);
    }
    return equals < 0
        ? new Arg.Definition(word.span(), word.text(), null)
        : new Arg.Definition(
            word.span(),
            word.text().substring(0, equals),
            part(word, word.text().substring(equals + 1)));
  }

  static List<Assignment> assignments(InstructionLine line) {
    List<Assignment> pairs = pairs(line);
    for (Assignment each : pairs) {
      if (each.name().text().isEmpty()) {
        throw blankName(line, each.name());
      }
    }
    return pairs;
  }

  private static List<Assignment> pairs(InstructionLine line) {
    List<Template> words = words(line);
    boolean legacy = words.getFirst().text().indexOf('=') < 0;
    return legacy
        ? List.of(legacy(line))
        : words.stream().map(word -> assignment(line, word)).toList();
  }

  /// Of each pair its name, value, and `=` or nothing for the old form; none where Docker sees no
  /// word.
  static List<String> triples(InstructionLine line) {
    var triples = new ArrayList<String>();
    if (ArgumentWords.quoted(line).isEmpty()) {
      return triples;
    }
    for (Assignment each : pairs(line)) {
      triples.add(each.name().text());
      triples.add(each.value().text());
      triples.add(each.legacy() ? "" : "=");
    }
    return triples;
  }

  private static List<Template> words(InstructionLine line) {
    List<Template> words = ArgumentWords.quoted(line);
    if (words.isEmpty()) { // Nothing, or an escape that escapes nothing.
      throw line.failure(
          line.nameSpan(),
          line.upperName() + " requires at least one argument",
          "give it one, or take the line out");
    }
    return words;
  }

  /// `name value`: everything after the first space is the value.
  private static Assignment legacy(InstructionLine line) {
    String text = line.arguments();
    int end = 0;
    while (end < text.length() && !InstructionLine.isBlank(text.charAt(end))) {
      end++;
    }
    int start = end;
    while (start < text.length() && InstructionLine.isBlank(text.charAt(start))) {
      start++;
    }
    if (start == end) {
      throw line.failure(
          line.argumentsSpan(),
          line.upperName() + " must have two arguments",
          "write " + line.upperName() + " " + text + "=VALUE");
    }
    return new Assignment(
        new Template(text.substring(0, end), line.argumentSpan(0, end), line.escape()),
        new Template(text.substring(start), line.argumentSpan(start, text.length()), line.escape()),
        true);
  }

  private static Assignment assignment(InstructionLine line, Template word) {
    int equals = word.text().indexOf('=');
    if (equals < 0) {
      throw line.failure(
          word.span(),
          "can't find = in \"" + word.text() + "\": it must be of the form name=value",
          "put a value with spaces in quotes: name=\"a b\"");
    }
    return new Assignment(
        part(word, word.text().substring(0, equals)),
        part(word, word.text().substring(equals + 1)),
        false);
  }

  private static Template part(Template word, String text) {
    return new Template(text, word.span(), word.escape());
  }

  private static RuntimeException blankName(InstructionLine line, Template word) {
    return line.failure(
        word.span(), line.upperName() + " names can not be blank", "write a name before the =");
  }
}
