package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.GoText;
import dev.slipway.dockerfile.Template;
import java.util.ArrayList;
import java.util.List;

/// The two ways in which instructions split their arguments.
final class ArgumentWords {
  private final InstructionLine line;
  private final String text;
  private final List<Template> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();

  private ArgumentWords(InstructionLine line) {
    this.line = line;
    this.text = line.arguments();
  }

  /// Splits at spaces, quotes or not: paths, ports, images.
  static List<Template> blankSeparated(InstructionLine line) {
    String text = line.arguments();
    var words = new ArrayList<Template>();
    int position = 0;
    while (position < text.length()) {
      int start = position;
      while (position < text.length() && !InstructionLine.isBlank(text.charAt(position))) {
        position++;
      }
      if (position > start) {
        words.add(
            new Template(
                text.substring(start, position),
                line.argumentSpan(start, position),
                line.escape()));
      }
      position++;
    }
    return List.copyOf(words);
  }

  /// Splits at spaces that are neither quoted nor escaped: `name=value` pairs. Quotes stay.
  static List<Template> quoted(InstructionLine line) {
    return new ArgumentWords(line).scan();
  }

  private List<Template> scan() {
    int position = GoText.skipSpaces(text, 0);
    while (position < text.length()) {
      int end = scanWord(position);
      if (!word.isEmpty()) {
        words.add(new Template(word.toString(), line.argumentSpan(position, end), line.escape()));
      }
      word.setLength(0);
      position = GoText.skipSpaces(text, end);
    }
    return List.copyOf(words);
  }

  private int scanWord(int start) {
    int position = start;
    char quote = 0;
    while (position < text.length()) {
      char character = text.charAt(position);
      if (quote == 0 && GoText.isSpace(character)) {
        break;
      }
      position++;
      // Nothing is escaped inside single quotes.
      if (character == line.escape() && quote != '\'') {
        if (position == text.length()) {
          break; // An escape at the end of the line is dropped.
        }
        word.append(character);
        character = text.charAt(position);
        position++;
      } else if (quote == 0 && (character == '\'' || character == '"')) {
        quote = character;
      } else if (quote == character) {
        quote = 0;
      }
      word.append(character);
    }
    return position;
  }
}
