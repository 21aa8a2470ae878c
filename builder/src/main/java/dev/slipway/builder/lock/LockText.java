package dev.slipway.builder.lock;

import java.util.Map;

/// Maps of maps and texts as JSON, each entry on a line of its own, so that a change of one thing
/// is a change of few lines.
final class LockText {
  private final StringBuilder text = new StringBuilder();

  private LockText() {}

  static String of(Map<?, ?> document) {
    var written = new LockText();
    written.map(document, 0);
    return written.text.append('\n').toString();
  }

  private void map(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      text.append("{}");
      return;
    }
    text.append('{');
    String separator = "\n";
    for (var entry : map.entrySet()) {
      text.append(separator).repeat(' ', 2 * (depth + 1));
      quoted(String.valueOf(entry.getKey()));
      text.append(": ");
      value(entry.getValue(), depth + 1);
      separator = ",\n";
    }
    text.append('\n').repeat(' ', 2 * depth).append('}');
  }

  private void value(Object value, int depth) {
    switch (value) {
      case Map<?, ?> map -> map(map, depth);
      case Number number -> text.append(number);
      default -> quoted(value.toString());
    }
  }

  private void quoted(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '"' || c == '\\') {
        text.append('\\').append(c);
      } else if (c < ' ') {
        text.append("\\u00").append(Character.forDigit(c >> 4, 16));
        text.append(Character.forDigit(c & 15, 16));
      } else {
        text.append(c);
      }
    }
    text.append('"');
  }
}
