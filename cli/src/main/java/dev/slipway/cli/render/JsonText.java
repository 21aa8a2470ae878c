package dev.slipway.cli.render;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plain values ([Map], [List], [String], numbers, booleans, null, [GoNil]) as JSON, as Go writes
/// it.
public final class JsonText {
  /// A value whose texts are escaped so that they could stand in HTML.
  public interface EscapedForHtml {}

  private final StringBuilder text = new StringBuilder();
  private final int indent;
  private final boolean safeForHtml;

  private JsonText(int indent, boolean safeForHtml) {
    this.indent = indent;
    this.safeForHtml = safeForHtml;
  }

  /// On one line.
  public static String compact(@Nullable Object value) {
    return new JsonText(0, value instanceof EscapedForHtml).append(value, 0).text.toString();
  }

  /// On one line, with `<`, `>` and `&` escaped, as the rows of Docker's lists are.
  public static String row(@Nullable Object value) {
    return new JsonText(0, true).append(value, 0).text.toString();
  }

  /// On many lines, four blanks a level, as `inspect` prints it.
  public static String pretty(@Nullable Object value) {
    return new JsonText(4, false).append(value, 0).text.toString();
  }

  /// On many lines, two blanks a level, with `<`, `>` and `&` escaped, as BuildKit writes it.
  public static String indented(@Nullable Object value) {
    return new JsonText(2, true).append(value, 0).text.toString();
  }

  private JsonText append(@Nullable Object value, int depth) {
    switch (value) {
      case null -> text.append("null");
      case GoNil _ -> text.append("null");
      case String string -> appendQuoted(string);
      case Map<?, ?> map -> appendObject(map, depth);
      case List<?> list -> appendArray(list, depth);
      default -> text.append(value);
    }
    return this;
  }

  private void appendObject(Map<?, ?> map, int depth) {
    if (map.isEmpty()) {
      text.append("{}");
      return;
    }
    text.append('{');
    boolean first = true;
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      text.append(first ? "" : ",");
      newLine(depth + 1);
      appendQuoted(String.valueOf(entry.getKey()));
      text.append(indent > 0 ? ": " : ":");
      append(entry.getValue(), depth + 1);
      first = false;
    }
    newLine(depth);
    text.append('}');
  }

  private void appendArray(List<?> list, int depth) {
    if (list.isEmpty()) {
      text.append("[]");
      return;
    }
    text.append('[');
    for (int i = 0; i < list.size(); i++) {
      text.append(i == 0 ? "" : ",");
      newLine(depth + 1);
      append(list.get(i), depth + 1);
    }
    newLine(depth);
    text.append(']');
  }

  private void newLine(int depth) {
    if (indent > 0) {
      text.append('\n').repeat(' ', depth * indent);
    }
  }

  private void appendQuoted(String string) {
    text.append('"');
    for (int i = 0; i < string.length(); i++) {
      char c = string.charAt(i);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        case '\b' -> text.append("\\b");
        case '\f' -> text.append("\\f");
        default -> {
          boolean escaped =
              c < ' ' || c == '\u2028' || c == '\u2029' || (safeForHtml && "<>&".indexOf(c) >= 0);
          if (escaped) {
            text.append("\\u").append(java.util.HexFormat.of().toHexDigits(c));
          } else {
            text.append(c);
          }
        }
      }
    }
    text.append('"');
  }
}
