package dev.slipway.cli.render.template;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.render.template.TemplateNode.Pipeline;
import dev.slipway.cli.render.template.TemplateScanner.Kind;
import dev.slipway.cli.render.template.TemplateScanner.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads a template's blocks: text, actions, `if`, `range`, `with`.
final class TemplateParser {
  private final String template;
  private int at;
  private boolean trimNextText;

  /// What closed the block that was read last: `end`, `else`, or null at the end of the template.
  private @Nullable List<Word> closing;

  private TemplateParser(String template) {
    this.template = template;
  }

  static List<TemplateNode> parse(String template) {
    var parser = new TemplateParser(template);
    List<TemplateNode> nodes = parser.block();
    if (parser.closing != null) {
      throw parser.error("unexpected {{" + parser.closing.getFirst().text() + "}}");
    }
    return nodes;
  }

  private CommandException error(String message) {
    return TemplateScanner.error(template, at, message);
  }

  private List<TemplateNode> block() {
    var nodes = new ArrayList<TemplateNode>();
    closing = null;
    while (at < template.length()) {
      int open = template.indexOf("{{", at);
      if (open < 0) {
        addText(nodes, template.substring(at), false);
        at = template.length();
        break;
      }
      boolean trims = template.startsWith("- ", open + 2);
      addText(nodes, template.substring(at, open), trims);
      List<Word> words = action(open + (trims ? 3 : 2));
      if (words == null) {
        continue; // A comment.
      }
      if (isWord(words, "end") || isWord(words, "else")) {
        closing = words;
        return nodes;
      }
      nodes.add(node(words));
    }
    closing = null;
    return nodes;
  }

  private void addText(List<TemplateNode> nodes, String text, boolean trimEnd) {
    String shown = trimNextText ? text.stripLeading() : text;
    trimNextText = false;
    shown = trimEnd ? shown.stripTrailing() : shown;
    if (!shown.isEmpty()) {
      nodes.add(new TemplateNode.Text(shown));
    }
  }

  /// The words of the action that begins at `from`, and steps over its end; null for a comment.
  private @Nullable List<Word> action(int from) {
    int start = from;
    while (start < template.length() && Character.isWhitespace(template.charAt(start))) {
      start++;
    }
    boolean comment = template.startsWith("/*", start);
    int close = comment ? afterComment(start) : closeOf(from);
    if (close < 0) {
      throw error(comment ? "unclosed comment" : "unclosed action");
    }
    boolean trims = template.startsWith(" -", close - 2) && close - 2 >= from;
    at = close + 2;
    trimNextText = trims;
    if (comment) {
      return null;
    }
    List<Word> words = TemplateScanner.words(template, from, trims ? close - 1 : close);
    if (words.isEmpty()) {
      throw error("missing value for command");
    }
    return words;
  }

  private int afterComment(int start) {
    int end = template.indexOf("*/", start);
    return end < 0 ? -1 : template.indexOf("}}", end);
  }

  /// Where the `}}` of the action stands, outside of any quotes.
  private int closeOf(int from) {
    char quote = 0;
    for (int i = from; i + 1 < template.length(); i++) {
      char c = template.charAt(i);
      if (quote != 0) {
        if (c == '\\' && quote != '`') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '"' || c == '\'' || c == '`') {
        quote = c;
      } else if (c == '}' && template.charAt(i + 1) == '}') {
        return i;
      }
    }
    return -1;
  }

  private static boolean isWord(List<Word> words, String name) {
    Word first = words.getFirst();
    return first.kind() == Kind.IDENTIFIER && first.text().equals(name);
  }

  private TemplateNode node(List<Word> words) {
    List<Word> rest = words.subList(1, words.size());
    String first = words.getFirst().kind() == Kind.IDENTIFIER ? words.getFirst().text() : "";
    return switch (first) {
      case "if" -> {
        Pipeline condition = pipeline(rest);
        Branches branches = branches("if");
        yield new TemplateNode.If(condition, branches.then(), branches.otherwise());
      }
      case "with" -> {
        Pipeline value = pipeline(rest);
        Branches branches = branches("with");
        yield new TemplateNode.With(value, branches.then(), branches.otherwise());
      }
      case "range" -> range(rest);
      case "define", "template", "block", "break", "continue" ->
          throw error("{{" + first + "}} is not there yet");
      default -> new TemplateNode.Action(pipeline(words));
    };
  }

  private record Branches(List<TemplateNode> then, List<TemplateNode> otherwise) {}

  private Branches branches(String keyword) {
    List<TemplateNode> then = block();
    List<Word> end = closingOf();
    if (isWord(end, "end")) {
      return new Branches(then, List.of());
    }
    if (end.size() > 1 && end.get(1).text().equals(keyword)) {
      return new Branches(then, List.of(node(end.subList(1, end.size()))));
    }
    List<TemplateNode> otherwise = block();
    if (!isWord(closingOf(), "end")) {
      throw error("expected end; found {{else}}");
    }
    return new Branches(then, otherwise);
  }

  private List<Word> closingOf() {
    if (closing == null) {
      throw error("unexpected EOF");
    }
    return closing;
  }

  private TemplateNode range(List<Word> words) {
    String key = null;
    String element = null;
    List<Word> over = words;
    int declare = indexOf(words, Kind.DECLARE);
    if (declare == 1) {
      element = words.getFirst().text();
      over = words.subList(2, words.size());
    } else if (declare == 3 && words.get(1).kind() == Kind.COMMA) {
      key = words.getFirst().text();
      element = words.get(2).text();
      over = words.subList(4, words.size());
    }
    Pipeline pipeline = pipeline(over);
    Branches branches = branches("range");
    return new TemplateNode.Range(key, element, pipeline, branches.then(), branches.otherwise());
  }

  private static int indexOf(List<Word> words, Kind kind) {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).kind() == kind) {
        return i;
      }
    }
    return -1;
  }

  private Pipeline pipeline(List<Word> words) {
    return new PipelineParser(template, words).parse();
  }
}
