package dev.slipway.cli.render.template;

import dev.slipway.cli.CommandException;
import java.util.ArrayList;
import java.util.List;

/// Cuts a template into text and actions, and an action into words.
final class TemplateScanner {
  /// What a word is.
  enum Kind {
    IDENTIFIER,
    FIELD,
    DOT,
    VARIABLE,
    STRING,
    CHARACTER,
    NUMBER,
    PIPE,
    DECLARE,
    ASSIGN,
    COMMA,
    OPEN,
    CLOSE
  }

  /// @param position where it begins in the template
  /// @param spaceBefore whether a blank parts it from the word before
  record Word(Kind kind, String text, int position, boolean spaceBefore) {}

  private final String template;
  private final int end;
  private int at;

  private TemplateScanner(String template, int from, int end) {
    this.template = template;
    this.at = from;
    this.end = end;
  }

  /// The words between `from` and `end`.
  static List<Word> words(String template, int from, int end) {
    var scanner = new TemplateScanner(template, from, end);
    var words = new ArrayList<Word>();
    boolean space = scanner.skipSpace();
    while (scanner.at < end) {
      words.add(scanner.next(space));
      space = scanner.skipSpace();
    }
    return words;
  }

  static CommandException error(String template, int position, String message) {
    long line =
        1
            + template
                .substring(0, Math.min(position, template.length()))
                .chars()
                .filter(c -> c == '\n')
                .count();
    return new CommandException("template parsing error: template: :" + line + ": " + message);
  }

  private boolean skipSpace() {
    int from = at;
    while (at < end && Character.isWhitespace(template.charAt(at))) {
      at++;
    }
    return at > from;
  }

  private Word next(boolean space) {
    int from = at;
    char c = template.charAt(at);
    Kind kind =
        switch (c) {
          case '|' -> one(Kind.PIPE);
          case ',' -> one(Kind.COMMA);
          case '(' -> one(Kind.OPEN);
          case ')' -> one(Kind.CLOSE);
          case '=' -> one(Kind.ASSIGN);
          case ':' -> declare();
          case '"', '\'', '`' -> quoted(c);
          case '.' -> dotted();
          case '$' -> named(Kind.VARIABLE);
          default -> word(c);
        };
    return new Word(kind, template.substring(from, at), from, space);
  }

  private Kind one(Kind kind) {
    at++;
    return kind;
  }

  private Kind declare() {
    if (at + 1 < end && template.charAt(at + 1) == '=') {
      at += 2;
      return Kind.DECLARE;
    }
    throw error(template, at, "expected :=");
  }

  private Kind quoted(char quote) {
    int from = at++;
    while (at < end && template.charAt(at) != quote) {
      at += template.charAt(at) == '\\' && quote != '`' ? 2 : 1;
    }
    if (at >= end) {
      throw error(template, from, "unterminated quoted string");
    }
    at++;
    return quote == '\'' ? Kind.CHARACTER : Kind.STRING;
  }

  private Kind dotted() {
    if (at + 1 < end && isNameStart(template.charAt(at + 1))) {
      return named(Kind.FIELD);
    }
    if (at + 1 < end && Character.isDigit(template.charAt(at + 1))) {
      return number();
    }
    return one(Kind.DOT);
  }

  private Kind named(Kind kind) {
    at++;
    while (at < end && isNamePart(template.charAt(at))) {
      at++;
    }
    return kind;
  }

  private Kind word(char c) {
    if (isNameStart(c)) {
      return named(Kind.IDENTIFIER);
    }
    if (Character.isDigit(c) || c == '-' || c == '+') {
      return number();
    }
    throw error(template, at, "unexpected " + "\"" + c + "\" in command");
  }

  private Kind number() {
    at++;
    while (at < end && (isNamePart(template.charAt(at)) || template.charAt(at) == '.')) {
      at++;
    }
    return Kind.NUMBER;
  }

  private static boolean isNameStart(char c) {
    return Character.isLetter(c) || c == '_';
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }
}
