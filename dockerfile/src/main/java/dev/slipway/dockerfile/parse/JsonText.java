package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.GoText;
import java.util.HexFormat;
import java.util.List;

/// Writes a JSON array of strings on one line.
final class JsonText {
  private JsonText() {}

  static String of(List<String> strings) {
    var text = new StringBuilder("[");
    for (String string : strings) {
      text.append(text.length() > 1 ? ", " : "").append('"');
      for (int i = 0; i < string.length(); i++) {
        append(text, string.charAt(i));
      }
      text.append('"');
    }
    return text.append(']').toString();
  }

  private static void append(StringBuilder text, char character) {
    switch (character) {
      case '"', '\\' -> text.append('\\').append(character);
      case '\n' -> text.append("\\n");
      case '\r' -> text.append("\\r");
      case '\t' -> text.append("\\t");
      default -> {
        if (character < ' ' || Character.isISOControl(character) || isSpaceOfGo(character)) {
          text.append("\\u").append(HexFormat.of().toHexDigits(character));
        } else {
          text.append(character);
        }
      }
    }
  }

  /// One at the array's end could not be told from the line's end.
  private static boolean isSpaceOfGo(char character) {
    return character != ' ' && GoText.isSpace(character);
  }
}
