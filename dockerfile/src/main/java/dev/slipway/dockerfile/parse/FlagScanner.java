package dev.slipway.dockerfile.parse;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// Finds the words that begin with `--` after a keyword.
///
/// Docker reads flags byte by byte and takes each for a character: `--from=é` becomes `--from=Ã©`,
/// and the bytes 0x85 and 0xa0 are spaces. So it is here.
final class FlagScanner {
  private final LogicalLine line;
  private final char escape;

  /// What is scanned: the line's text, or its bytes as characters where it is not all ASCII.
  private final String view;

  /// Where in the line's text each character of the view stands; empty where it is the text itself.
  private final int[] places;

  private final int end;
  private int position;
  private int separator = -1;

  FlagScanner(LogicalLine line, char escape, int start, int end) {
    this.line = line;
    this.escape = escape;
    String text = line.text();
    if (!text.regionMatches(InstructionLine.skipBlanks(text, start, end), "--", 0, 2)
        || isAscii(text, start, end)) {
      this.view = text;
      this.places = new int[0];
      this.position = start;
      this.end = end;
    } else {
      byte[] bytes = text.substring(start, end).getBytes(StandardCharsets.UTF_8);
      this.view = new String(bytes, StandardCharsets.ISO_8859_1);
      this.places = places(text, start, end, bytes.length);
      this.position = 0;
      this.end = bytes.length;
    }
  }

  private static boolean isAscii(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /// The bytes of a character after its first one stand where the next character does.
  private static int[] places(String text, int start, int end, int length) {
    var places = new int[length + 1];
    int next = 0;
    int character;
    for (int i = start; i < end; i += Character.charCount(character)) {
      character = text.codePointAt(i);
      int width = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
      int following = Math.min(end, i + Character.charCount(character));
      for (int part = 0; part < width; part++) {
        places[next++] = part == 0 ? i : following;
      }
    }
    places[length] = end;
    return places;
  }

  private int place(int index) {
    return places.length == 0 ? index : places[index];
  }

  /// Adds the flags; returns where in the line's text the arguments begin.
  int scan(List<Flag> flags) {
    while (true) {
      while (position < end && isSpace(view.charAt(position))) {
        position++;
      }
      int start = position;
      if (!view.startsWith("--", position) || position + 1 >= end) {
        return place(position);
      }
      String word = word();
      if (word.equals("--")) {
        separator = place(start);
        return place(position);
      }
      boolean plain = places.length == 0 && view.regionMatches(start, word, 0, position - start);
      flags.add(Flag.of(line.span(place(start), place(position)), word, plain ? start : -1));
    }
  }

  /// Where a `--` that ends the flags stands in the line's text, or -1.
  int separator() {
    return separator;
  }

  private boolean isSpace(char character) {
    return InstructionLine.isBlank(character)
        || character == '\n'
        || (places.length > 0 && (character == 0x85 || character == 0xa0));
  }

  private String word() {
    var word = new StringBuilder();
    char quote = 0;
    while (position < end) {
      char character = view.charAt(position);
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
          word.append(view.charAt(position));
          position++;
        }
      } else {
        word.append(character);
      }
    }
    return word.toString();
  }
}
