package dev.slipway.lint.go;

import java.util.ArrayList;
import java.util.List;

/// Go's tokens, as far as facts need them: identifiers, strings (their values), and single
/// characters. Comments are left out but for `//go:` directives.
final class GoTokens {
  /// Far more than what stands in a source that a person wrote.
  private static final int MOST = 200_000;

  /// @param kind `i` identifier, `s` string, `d` directive, else the character itself
  record Token(char kind, String text) {
    boolean is(char character) {
      return kind == character;
    }

    boolean isName(String name) {
      return kind == 'i' && text.equals(name);
    }
  }

  private final String text;
  private int position;
  private final List<Token> tokens = new ArrayList<>();

  private GoTokens(String text) {
    this.text = text;
  }

  static List<Token> of(String text) {
    var reader = new GoTokens(text);
    while (reader.position < text.length() && reader.tokens.size() < MOST) {
      reader.next();
    }
    return reader.tokens;
  }

  private void next() {
    char c = text.charAt(position);
    if (c == '/' && text.startsWith("//", position)) {
      lineComment();
    } else if (c == '/' && text.startsWith("/*", position)) {
      int end = text.indexOf("*/", position + 2);
      position = end < 0 ? text.length() : end + 2;
    } else if (Character.isJavaIdentifierStart(c)) {
      int start = position;
      while (position < text.length() && Character.isJavaIdentifierPart(text.charAt(position))) {
        position++;
      }
      tokens.add(new Token('i', text.substring(start, position)));
    } else if (c == '"') {
      tokens.add(new Token('s', quoted('"')));
    } else if (c == '\'') {
      tokens.add(new Token('r', quoted('\'')));
    } else if (c == '`') {
      int end = text.indexOf('`', position + 1);
      int stop = end < 0 ? text.length() : end;
      tokens.add(new Token('s', text.substring(position + 1, stop)));
      position = Math.min(text.length(), stop + 1);
    } else {
      if (!Character.isWhitespace(c)) {
        tokens.add(new Token(c, String.valueOf(c)));
      }
      position++;
    }
  }

  private void lineComment() {
    int newline = text.indexOf('\n', position);
    int end = newline < 0 ? text.length() : newline;
    if (text.startsWith("//go:", position)) {
      tokens.add(new Token('d', text.substring(position + 2, end).strip()));
    }
    position = end;
  }

  private String quoted(char quote) {
    var value = new StringBuilder();
    position++;
    while (position < text.length() && text.charAt(position) != quote) {
      char c = text.charAt(position);
      if (c == '\n') {
        break;
      }
      if (c == '\\' && position + 1 < text.length()) {
        position++;
        c = text.charAt(position);
      }
      value.append(c);
      position++;
    }
    position = Math.min(text.length(), position + 1);
    return value.toString();
  }
}
