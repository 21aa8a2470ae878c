package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;

/// Lines of a file with some around them, as Docker shows a warning's place.
public final class MarkedLines {
  private static final int LINES_AROUND = 4;

  /// An instruction may go on for a million lines, and have as many findings.
  private static final int MOST_LINES = 200;

  private static final String RULER = "--------------------";

  private MarkedLines() {}

  /// `name:line`, and the lines between two rulers, those of the span behind `>>>`; without a last
  /// line end.
  public static String of(SourceFile source, Span span) {
    // As Docker: where the text ends with a line end, an empty line follows it.
    boolean extra = source.text().isEmpty() || source.text().endsWith("\n");
    int lines = source.lines().size() + (extra ? 1 : 0);
    int first = span.startLine();
    int last = Math.min(Math.max(span.endLine(), first), lines);
    int around = last == first ? LINES_AROUND : LINES_AROUND / 2;
    int from = first;
    int to = last;
    for (int added = 0; added < around; added++) {
      if (from > 1) {
        from--;
        added++;
      }
      if (to != lines) {
        to++;
        added++;
      }
    }
    var text = new StringBuilder(source.name()).append(':').append(first).append('\n');
    text.append(RULER).append('\n');
    for (int number = from; number <= to; number++) {
      if (number - from == MOST_LINES) {
        text.append(" ... | >>> ").append(to - number + 1).append(" more lines\n");
        break;
      }
      String digits = Integer.toString(number);
      text.append(' ').append(" ".repeat(Math.max(0, 3 - digits.length()))).append(digits);
      text.append(" | ").append(number >= first && number <= last ? ">>>" : "   ");
      text.append(' ').append(source.line(number)).append('\n');
    }
    return text.append(RULER).toString();
  }
}
