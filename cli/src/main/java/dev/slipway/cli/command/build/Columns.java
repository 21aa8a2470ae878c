package dev.slipway.cli.command.build;

import java.util.List;
import java.util.Map;

/// Rows of words under each other, as Go's tab writer sets them, and fields that are left out where
/// they are empty.
final class Columns {
  private Columns() {}

  /// @param gap blanks between columns; the last column is as wide as its words
  static String of(List<List<String>> rows, int gap) {
    var text = new StringBuilder();
    int[] widths = new int[rows.getFirst().size()];
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        widths[i] = Math.max(widths[i], row.get(i).codePointCount(0, row.get(i).length()));
      }
    }
    for (List<String> row : rows) {
      for (int i = 0; i < row.size(); i++) {
        String word = row.get(i);
        text.append(word);
        if (i < row.size() - 1) {
          text.repeat(' ', widths[i] + gap - word.codePointCount(0, word.length()));
        }
      }
      text.append('\n');
    }
    return text.toString();
  }

  static void put(Map<String, Object> object, String name, String value) {
    if (!value.isEmpty()) {
      object.put(name, value);
    }
  }
}
