package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Span;
import java.util.Arrays;

/// One instruction's lines joined, and where each part of them stands in the file.
final class LogicalLine {
  private final String text;
  private final int startLine;
  private final int endLine;

  /// Of each piece: where it begins in `text`, in which line, in which column.
  private final int[] offsets;

  private final int[] lines;
  private final int[] columns;

  private LogicalLine(Builder builder) {
    text = builder.text.toString();
    startLine = builder.lines[0];
    endLine = builder.endLine;
    offsets = Arrays.copyOf(builder.offsets, builder.pieces);
    lines = Arrays.copyOf(builder.lines, builder.pieces);
    columns = Arrays.copyOf(builder.columns, builder.pieces);
  }

  String text() {
    return text;
  }

  int startLine() {
    return startLine;
  }

  int endLine() {
    return endLine;
  }

  /// Where `from` (inclusive) to `to` (exclusive) of the text stands.
  Span span(int from, int to) {
    int first = piece(from);
    int startColumn = columns[first] + from - offsets[first];
    if (to <= from) {
      return new Span(lines[first], startColumn, lines[first], startColumn);
    }
    int last = piece(to - 1);
    return new Span(lines[first], startColumn, lines[last], columns[last] + to - offsets[last]);
  }

  private int piece(int offset) {
    int low = 0;
    int high = offsets.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (offsets[middle] <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /// Joins pieces, in order.
  static final class Builder {
    private final StringBuilder text = new StringBuilder();
    private int[] offsets = new int[1];
    private int[] lines = new int[1];
    private int[] columns = new int[1];
    private int pieces;
    private int endLine;

    void add(String piece, int line, int column) {
      if (pieces == offsets.length) {
        offsets = Arrays.copyOf(offsets, pieces * 2);
        lines = Arrays.copyOf(lines, pieces * 2);
        columns = Arrays.copyOf(columns, pieces * 2);
      }
      offsets[pieces] = text.length();
      lines[pieces] = line;
      columns[pieces] = column;
      pieces++;
      endLine = line;
      text.append(piece);
    }

    LogicalLine build() {
      return new LogicalLine(this);
    }
  }
}
