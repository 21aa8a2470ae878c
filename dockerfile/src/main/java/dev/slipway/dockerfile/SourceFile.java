package dev.slipway.dockerfile;

import java.util.ArrayList;
import java.util.List;

/// A text and the name it is shown under.
///
/// @param lines the text's lines without their ends (`\n` or `\r\n`)
public record SourceFile(String name, String text, List<String> lines) {
  /// Copies the lines.
  public SourceFile {
    lines = List.copyOf(lines);
  }

  /// Splits `text` into lines; a last line without an end counts, an empty one after the last end
  /// does not.
  public static SourceFile of(String name, String text) {
    var lines = new ArrayList<String>();
    int start = 0;
    while (start < text.length()) {
      int newline = text.indexOf('\n', start);
      int end = newline < 0 ? text.length() : newline;
      lines.add(text.substring(start, withoutCarriageReturns(text, start, end)));
      start = end + 1;
    }
    return new SourceFile(name, text, lines);
  }

  private static int withoutCarriageReturns(String text, int start, int end) {
    int last = end;
    while (last > start && text.charAt(last - 1) == '\r') {
      last--;
    }
    return last;
  }

  /// The text of line `number` (from 1), or an empty one past the end.
  public String line(int number) {
    return number <= lines.size() ? lines.get(number - 1) : "";
  }
}
