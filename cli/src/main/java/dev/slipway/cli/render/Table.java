package dev.slipway.cli.render;

import java.util.ArrayList;
import java.util.List;

/// Columns aligned as Docker's: at least ten wide, three blanks between, the last one ragged.
public final class Table {
  private static final int LEAST_WIDTH = 10;
  private static final int PADDING = 3;

  private final List<List<String>> rows = new ArrayList<>();

  public Table(List<String> header) {
    rows.add(header);
  }

  /// A row with as many cells as the header; control characters in it are shown, never obeyed.
  public void add(List<String> cells) {
    rows.add(cells);
  }

  public String render() {
    int columns = rows.getFirst().size();
    int[] widths = new int[columns];
    List<List<String>> shown = new ArrayList<>(rows.size());
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>(columns);
      for (int i = 0; i < row.size(); i++) {
        String cell = SafeText.of(row.get(i));
        cells.add(cell);
        widths[i] = Math.max(widths[i], Math.max(LEAST_WIDTH, width(cell) + PADDING));
      }
      shown.add(cells);
    }
    var text = new StringBuilder();
    for (List<String> row : shown) {
      append(text, row, widths);
    }
    return text.toString();
  }

  private static void append(StringBuilder text, List<String> row, int[] widths) {
    int last = row.size() - 1;
    for (int i = 0; i <= last; i++) {
      String cell = row.get(i);
      text.append(cell);
      if (i < last) {
        text.repeat(' ', widths[i] - width(cell));
      }
    }
    text.append('\n');
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
