package dev.slipway.cli.grammar;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The options part of a help page, aligned and wrapped as pflag does.
final class OptionTable {
  private static final int WIDTH = 79;
  private static final int SLOP = 5;
  private static final int LEAST_ROOM = 24;

  private OptionTable() {}

  static String render(List<Option> options) {
    var shown = new ArrayList<Option>();
    for (Option option : options) {
      if (!option.hidden()) {
        shown.add(option);
      }
    }
    shown.sort(Comparator.comparing(Option::name));
    int widest = 0;
    for (Option option : shown) {
      widest = Math.max(widest, head(option).length());
    }
    var table = new StringBuilder();
    int column = widest + 3;
    for (Option option : shown) {
      String head = head(option);
      table.append(head).repeat(' ', column - head.length());
      table.append(wrap(column, option.usage() + defaultSuffix(option))).append('\n');
    }
    return table.toString();
  }

  private static String head(Option option) {
    String name =
        option.hasShorthand()
            ? "  -" + option.shorthand() + ", --" + option.name()
            : "      --" + option.name();
    return option.valueName().isEmpty() ? name : name + " " + option.valueName();
  }

  private static String defaultSuffix(Option option) {
    String value = option.defaultText();
    if (value.isEmpty()) {
      return "";
    }
    String shown = option.type() == ValueType.TEXT ? GoValues.quote(value) : value;
    return " (default " + shown + ")";
  }

  private static String wrap(int indent, String text) {
    String newLine = "\n" + " ".repeat(indent);
    int room = WIDTH - indent;
    if (room < LEAST_ROOM) {
      return text.replace("\n", newLine);
    }
    room -= SLOP;
    var wrapped = new StringBuilder();
    String rest = text;
    while (!rest.isEmpty()) {
      int end = breakAt(rest, room);
      wrapped.append(wrapped.isEmpty() ? "" : newLine);
      wrapped.append(rest.substring(0, end).replace("\n", newLine));
      rest = end == rest.length() ? "" : rest.substring(end + 1);
    }
    return wrapped.toString();
  }

  /// Where the line ends: at the last blank that fits, or at the first line break before it. The
  /// last line may go a little over, rather than leave a short word alone.
  private static int breakAt(String text, int room) {
    if (room + SLOP > text.length()) {
      return text.length();
    }
    String head = text.substring(0, room);
    int blank =
        Math.max(head.lastIndexOf(' '), Math.max(head.lastIndexOf('\t'), head.lastIndexOf('\n')));
    if (blank <= 0) {
      return text.length();
    }
    int line = head.lastIndexOf('\n');
    return line > 0 && line < blank ? line : blank;
  }
}
