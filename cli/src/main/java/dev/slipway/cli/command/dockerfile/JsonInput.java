package dev.slipway.cli.command.dockerfile;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one JSON value of any length: [Map], [List], [String], [BigDecimal], [Boolean] or null.
final class JsonInput {
  /// A question has a list in an object; what is deeper is none of ours.
  private static final int MAXIMUM_DEPTH = 64;

  private final String text;
  private int position;

  private JsonInput(String text) {
    this.text = text;
  }

  /// @throws IllegalArgumentException where the text is no JSON value
  static @Nullable Object parse(String text) {
    var input = new JsonInput(text);
    Object value = input.value(0);
    input.skipSpaces();
    if (input.position < text.length()) {
      throw input.wrong();
    }
    return value;
  }

  private @Nullable Object value(int depth) {
    skipSpaces();
    if (depth > MAXIMUM_DEPTH) {
      throw new IllegalArgumentException("the JSON is nested too deeply");
    }
    return switch (peek()) {
      case '{' -> object(depth);
      case '[' -> array(depth);
      case '"' -> string();
      case 't' -> literal("true", true);
      case 'f' -> literal("false", false);
      case 'n' -> literal("null", null);
      default -> number();
    };
  }

  private Map<String, @Nullable Object> object(int depth) {
    var fields = new LinkedHashMap<String, @Nullable Object>();
    position++;
    skipSpaces();
    if (peek() == '}') {
      position++;
      return fields;
    }
    while (true) {
      skipSpaces();
      String name = string();
      skipSpaces();
      expect(':');
      fields.put(name, value(depth + 1));
      skipSpaces();
      if (peek() != ',') {
        expect('}');
        return fields;
      }
      position++;
    }
  }

  private List<@Nullable Object> array(int depth) {
    var values = new ArrayList<@Nullable Object>();
    position++;
    skipSpaces();
    if (peek() == ']') {
      position++;
      return values;
    }
    while (true) {
      values.add(value(depth + 1));
      skipSpaces();
      if (peek() != ',') {
        expect(']');
        return values;
      }
      position++;
    }
  }

  private String string() {
    expect('"');
    var string = new StringBuilder();
    while (position < text.length()) {
      char character = text.charAt(position++);
      if (character == '"') {
        return string.toString();
      }
      if (character < ' ') {
        break;
      }
      string.append(character == '\\' ? escaped() : character);
    }
    throw wrong();
  }

  private char escaped() {
    char character = peek();
    position++;
    int known = "\"\\/bfnrt".indexOf(character);
    if (known >= 0) {
      return "\"\\/\b\f\n\r\t".charAt(known);
    }
    if (character != 'u' || position + 4 > text.length()) {
      throw wrong();
    }
    int unit = 0;
    for (int end = position + 4; position < end; position++) {
      int digit = text.charAt(position) < 0x80 ? Character.digit(text.charAt(position), 16) : -1;
      if (digit < 0) {
        throw wrong();
      }
      unit = unit * 16 + digit;
    }
    return (char) unit;
  }

  private @Nullable Object literal(String word, @Nullable Object value) {
    if (!text.startsWith(word, position)) {
      throw wrong();
    }
    position += word.length();
    return value;
  }

  private BigDecimal number() {
    int start = position;
    while (position < text.length() && "+-.0123456789Ee".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
    try {
      return new BigDecimal(text.substring(start, position));
    } catch (NumberFormatException _) {
      throw wrong();
    }
  }

  private void expect(char character) {
    if (peek() != character) {
      throw wrong();
    }
    position++;
  }

  private void skipSpaces() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  /// The next character, or NUL at the end.
  private char peek() {
    return position < text.length() ? text.charAt(position) : 0;
  }

  private IllegalArgumentException wrong() {
    return new IllegalArgumentException("the line is no JSON, from character " + (position + 1));
  }
}
