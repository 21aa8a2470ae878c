package dev.slipway.dockerfile.parse;

import java.util.List;

/// Finds the words that begin with `--` after a keyword.
final class FlagScanner {
  private final LogicalLine line;
  private final String text;
  private final char escape;
  private final int end;
  private int position;

  FlagScanner(LogicalLine line, char escape, int end) {
    this.line = line;
    this.text = line.text();
    this.escape = escape;
    this.end = end;
  }

  /// Adds the flags; returns where the arguments begin.
  int scan(int start, List<Flag> flags) {
    position = start;
    while (true) {
      while (position < end && isSpace(text.charAt(position))) {
        position++;
      }
      int wordStart = position;
      if (!text.startsWith("--", position) || position + 1 >= end) {
        return position;
      }
      String word = word();
      if (word.equals("--")) {
        return position;
      }
      boolean plain = text.regionMatches(wordStart, word, 0, position - wordStart);
      flags.add(Flag.of(line.span(wordStart, position), word, plain ? wordStart : -1));
    }
  }

  /// Docker reads flags byte by byte: a space outside ASCII ends them instead of parting them.
  private static boolean isSpace(char character) {
    return InstructionLine.isBlank(character) || character == '\n';
  }

  private String word() {
    var word = new StringBuilder();
    char quote = 0;
    while (position < end) {
      char character = text.charAt(position);
      if (quote == 0 && isSpace(character)) {
        break;
      }
      position++;
      if (quote == 0 && (character == '\'' || character == '"')) {
        quote = character;
      } else if (quote != 0 && character == quote) {
        quote = 0;
      } else if (character == escape) {
        if (position < end) { // An escape at the end of the line is dropped.
          word.append(text.charAt(position));
          position++;
        }
      } else {
        word.append(character);
      }
    }
    return word.toString();
  }
}
