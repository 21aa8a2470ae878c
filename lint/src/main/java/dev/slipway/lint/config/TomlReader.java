package dev.slipway.lint.config;

import dev.slipway.lint.LintException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The part of TOML that settings need: tables, and keys with strings, booleans, whole numbers and
/// arrays of strings on one or several lines.
final class TomlReader {
  private final String name;
  private final String text;
  private int position;
  private final Map<String, List<String>> values = new LinkedHashMap<>();

  private TomlReader(String name, String text) {
    this.name = name;
    this.text = text;
  }

  /// Each key with its table's name before it (`lint.rules.RootUser`), and its values.
  static Map<String, List<String>> read(String name, String text) {
    var reader = new TomlReader(name, text);
    String table = "";
    while (reader.skip()) {
      if (text.charAt(reader.position) == '[') {
        reader.position++;
        table = reader.key() + ".";
        reader.expect(']');
      } else {
        String key = table + reader.key();
        reader.expect('=');
        if (reader.values.put(key, reader.value()) != null) {
          throw reader.wrong(key + " is there twice");
        }
      }
    }
    return reader.values;
  }

  /// To the next character that counts; false at the end.
  private boolean skip() {
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '#') {
        int end = text.indexOf('\n', position);
        position = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(c)) {
        position++;
      } else {
        return true;
      }
    }
    return false;
  }

  private String key() {
    var key = new StringBuilder();
    while (skip()) {
      char c = text.charAt(position);
      if (c == '"' || c == '\'') {
        key.append(string());
      } else if (Character.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.') {
        key.append(c);
        position++;
      } else {
        break;
      }
    }
    if (key.isEmpty()) {
      throw wrong("a name is missing");
    }
    return key.toString();
  }

  private void expect(char character) {
    if (!skip() || text.charAt(position) != character) {
      throw wrong("'" + character + "' is missing");
    }
    position++;
  }

  private List<String> value() {
    if (!skip()) {
      throw wrong("a value is missing");
    }
    if (text.charAt(position) != '[') {
      return List.of(single());
    }
    position++;
    var all = new ArrayList<String>();
    while (skip() && text.charAt(position) != ']') {
      all.add(single());
      if (skip() && text.charAt(position) == ',') {
        position++;
      }
    }
    expect(']');
    return all;
  }

  private String single() {
    char c = text.charAt(position);
    if (c == '"' || c == '\'') {
      return string();
    }
    int start = position;
    while (position < text.length() && Character.isLetterOrDigit(text.charAt(position))) {
      position++;
    }
    if (start == position) {
      throw wrong("a text in quotes is missing");
    }
    return text.substring(start, position);
  }

  private String string() {
    char quote = text.charAt(position);
    int end = text.indexOf(quote, position + 1);
    int line = text.indexOf('\n', position);
    if (end < 0 || (line >= 0 && line < end)) {
      throw wrong("a quote does not end");
    }
    String string = text.substring(position + 1, end);
    if (string.indexOf('\\') >= 0 && quote == '"') {
      throw wrong("escapes are not read here: write it in single quotes");
    }
    position = end + 1;
    return string;
  }

  private LintException wrong(String message) {
    int line = 1;
    for (int i = 0; i < Math.min(position, text.length()); i++) {
      line += text.charAt(i) == '\n' ? 1 : 0;
    }
    return new LintException(name + ":" + line + ": " + message, "see docs/guides/lint.md");
  }
}
