package dev.slipway.cli.render.template;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.render.template.TemplateNode.Command;
import dev.slipway.cli.render.template.TemplateNode.Operand;
import dev.slipway.cli.render.template.TemplateNode.Pipeline;
import dev.slipway.cli.render.template.TemplateScanner.Kind;
import dev.slipway.cli.render.template.TemplateScanner.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the words of one action: `$x := index .Labels "a" | upper`.
final class PipelineParser {
  private final String template;
  private final List<Word> words;
  private int at;

  PipelineParser(String template, List<Word> words) {
    this.template = template;
    this.words = words;
  }

  Pipeline parse() {
    Pipeline pipeline = pipeline();
    if (at < words.size()) {
      throw error("unexpected \"" + words.get(at).text() + "\" in command");
    }
    return pipeline;
  }

  private CommandException error(String message) {
    int position = words.isEmpty() ? 0 : words.get(Math.min(at, words.size() - 1)).position();
    return TemplateScanner.error(template, position, message);
  }

  private boolean is(int index, Kind kind) {
    return index < words.size() && words.get(index).kind() == kind;
  }

  private Pipeline pipeline() {
    String variable = null;
    boolean declares = false;
    if (is(at, Kind.VARIABLE) && (is(at + 1, Kind.DECLARE) || is(at + 1, Kind.ASSIGN))) {
      variable = words.get(at).text();
      declares = words.get(at + 1).kind() == Kind.DECLARE;
      at += 2;
    }
    var commands = new ArrayList<Command>();
    commands.add(command());
    while (is(at, Kind.PIPE)) {
      at++;
      commands.add(command());
    }
    return new Pipeline(variable, declares, commands);
  }

  private Command command() {
    int from = at;
    var operands = new ArrayList<Operand>();
    while (at < words.size()) {
      Operand operand = operand();
      if (operand == null) {
        break;
      }
      operands.add(operand);
    }
    if (operands.isEmpty()) {
      throw error("missing value for command");
    }
    int start = words.get(from).position();
    Word last = words.get(at - 1);
    String source = template.substring(start, last.position() + last.text().length());
    return new Command(operands, start, source);
  }

  private @Nullable Operand operand() {
    Word word = words.get(at);
    int position = word.position();
    return switch (word.kind()) {
      case PIPE, CLOSE, COMMA, ASSIGN, DECLARE -> null;
      case DOT -> {
        at++;
        yield new TemplateNode.Field(List.of(), position);
      }
      case FIELD -> {
        List<String> names = fields(true);
        yield new TemplateNode.Field(names, words.get(at - 1).position());
      }
      case VARIABLE -> {
        at++;
        yield new TemplateNode.Variable(word.text(), fields(false), position);
      }
      case OPEN -> group(position);
      case STRING -> literal(TemplateText.unquote(word.text()), position);
      case CHARACTER -> literal((long) TemplateText.unquote(word.text()).codePointAt(0), position);
      case NUMBER -> literal(number(word), position);
      case IDENTIFIER -> identifier(word);
    };
  }

  /// The fields that follow without a blank between; the first may have one.
  private List<String> fields(boolean first) {
    var names = new ArrayList<String>();
    boolean blankAllowed = first;
    while (is(at, Kind.FIELD) && (blankAllowed || !words.get(at).spaceBefore())) {
      names.add(words.get(at++).text().substring(1));
      blankAllowed = false;
    }
    return names;
  }

  private Operand group(int position) {
    at++;
    Pipeline pipeline = pipeline();
    if (!is(at, Kind.CLOSE)) {
      throw error("unclosed left paren");
    }
    at++;
    return new TemplateNode.Group(pipeline, fields(false), position);
  }

  private Operand literal(Object value, int position) {
    at++;
    return new TemplateNode.Literal(value, position);
  }

  private Operand identifier(Word word) {
    return switch (word.text()) {
      case "true" -> literal(true, word.position());
      case "false" -> literal(false, word.position());
      case "nil" -> {
        at++;
        yield new TemplateNode.Nil(word.position());
      }
      default -> {
        if (!TemplateFunctions.isKnown(word.text())) {
          throw error("function \"" + word.text() + "\" not defined");
        }
        at++;
        yield new TemplateNode.Function(word.text(), word.position());
      }
    };
  }

  private Object number(Word word) {
    try {
      String text = word.text().replace("_", "");
      if (text.startsWith("0x") || text.matches("[-+]?[0-9]+")) {
        return Long.decode(text);
      }
      return Double.parseDouble(text);
    } catch (NumberFormatException wrong) {
      throw error("bad number syntax: \"" + word.text() + "\"");
    }
  }
}
