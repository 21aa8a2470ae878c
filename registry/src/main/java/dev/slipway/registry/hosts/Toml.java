package dev.slipway.registry.hosts;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// As much of TOML as `hosts.toml` files are written in: tables with quoted names, texts, booleans
/// and arrays of those.
final class Toml {
  private final String text;
  private int at;

  private Toml(String text) {
    this.text = text;
  }

  /// Reads a document: values are [String], [Boolean] or [List]; a table's name is its words joined
  /// by line feeds, the outermost has none.
  ///
  /// @throws IllegalArgumentException with the line
  static Map<String, Map<String, Object>> parse(String text) {
    return new Toml(text).tables();
  }

  private Map<String, Map<String, Object>> tables() {
    Map<String, Map<String, Object>> tables = new LinkedHashMap<>();
    Map<String, Object> table = new LinkedHashMap<>();
    tables.put("", table);
    while (skip(true)) {
      if (text.charAt(at) == '[') {
        at++;
        List<String> words = key(']');
        expect(']');
        table = tables.computeIfAbsent(String.join("\n", words), _ -> new LinkedHashMap<>());
      } else {
        List<String> words = key('=');
        expect('=');
        skip(false);
        table.put(String.join("\n", words), value());
      }
    }
    return tables;
  }

  private List<String> key(char end) {
    List<String> words = new ArrayList<>();
    while (skip(false) && text.charAt(at) != end) {
      char c = text.charAt(at);
      if (c == '.') {
        at++;
      } else if (c == '"' || c == '\'') {
        words.add(quoted());
      } else {
        int start = at;
        while (at < text.length()
            && (Character.isLetterOrDigit(text.charAt(at)) || "_-".indexOf(text.charAt(at)) >= 0)) {
          at++;
        }
        if (at == start) {
          throw wrong();
        }
        words.add(text.substring(start, at));
      }
    }
    return words;
  }

  private Object value() {
    if (at >= text.length()) {
      throw wrong();
    }
    char c = text.charAt(at);
    if (c == '"' || c == '\'') {
      return quoted();
    }
    if (c == '[') {
      return array();
    }
    for (Boolean truth : List.of(true, false)) {
      if (text.startsWith(truth.toString(), at)) {
        at += truth.toString().length();
        return truth;
      }
    }
    int start = at;
    while (at < text.length() && "0123456789+-._".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    if (at == start) {
      throw wrong();
    }
    return text.substring(start, at);
  }

  private List<Object> array() {
    List<Object> values = new ArrayList<>();
    at++;
    while (skip(true) && text.charAt(at) != ']') {
      values.add(value());
      skip(true);
      if (at < text.length() && text.charAt(at) == ',') {
        at++;
      }
    }
    expect(']');
    return values;
  }

  private String quoted() {
    char quote = text.charAt(at++);
    var value = new StringBuilder();
    while (at < text.length() && text.charAt(at) != quote && text.charAt(at) != '\n') {
      if (text.charAt(at) == '\\' && quote == '"' && at + 1 < text.length()) {
        at++;
      }
      value.append(text.charAt(at++));
    }
    expect(quote);
    return value.toString();
  }

  /// Blanks and comments, and empty lines if `lines`; whether something follows.
  private boolean skip(boolean lines) {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (c == ' ' || c == '\t' || c == '\r' || (lines && c == '\n')) {
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private void expect(char c) {
    if (at >= text.length() || text.charAt(at) != c) {
      throw wrong();
    }
    at++;
  }

  private IllegalArgumentException wrong() {
    long line =
        text.substring(0, Math.min(at, text.length())).chars().filter(c -> c == '\n').count();
    return new IllegalArgumentException("line " + (line + 1) + " cannot be read");
  }
}
