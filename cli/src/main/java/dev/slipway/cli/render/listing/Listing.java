package dev.slipway.cli.render.listing;

import dev.slipway.cli.render.JsonText;
import dev.slipway.cli.render.Table;
import dev.slipway.cli.render.template.GoTemplate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Rows of fields, printed as the user's `--format` asks: a table, JSON lines or a template.
public final class Listing {
  private final List<Column> columns;
  private final List<String> shownInTable;
  private final List<List<String>> rows = new ArrayList<>();

  /// @param columns every field that templates may name
  /// @param shownInTable the fields of the plain table, in order
  public Listing(List<Column> columns, List<String> shownInTable) {
    this.columns = columns;
    this.shownInTable = shownInTable;
  }

  /// A row: one value for each column.
  public void add(List<String> values) {
    if (values.size() != columns.size()) {
      throw new IllegalArgumentException(values.size() + " values, " + columns.size() + " columns");
    }
    rows.add(values);
  }

  /// @param format `table`, `table TEMPLATE`, `json`, a template, or empty for the table
  public String render(String format) {
    if (format.isEmpty() || format.equals("table")) {
      return table();
    }
    if (format.equals("json")) {
      return jsonLines();
    }
    String unescaped = format.replace("\\t", "\t").replace("\\n", "\n");
    return unescaped.startsWith("table ")
        ? tableOf(unescaped.substring("table ".length()))
        : lines(unescaped);
  }

  private String table() {
    int[] order = new int[shownInTable.size()];
    List<String> headings = new ArrayList<>(order.length);
    for (int i = 0; i < order.length; i++) {
      order[i] = Column.indexOf(columns, shownInTable.get(i));
      headings.add(columns.get(order[i]).heading());
    }
    var table = new Table(headings);
    for (List<String> row : rows) {
      List<String> cells = new ArrayList<>(order.length);
      for (int index : order) {
        cells.add(row.get(index));
      }
      table.add(cells);
    }
    return table.render();
  }

  private String tableOf(String source) {
    GoTemplate template = GoTemplate.parse(source);
    Map<String, Object> headings = new LinkedHashMap<>();
    for (Column column : columns) {
      headings.put(column.field(), column.heading());
    }
    var table = new Table(cells(template.renderHeading(headings)));
    for (List<String> row : rows) {
      table.add(cells(template.render(fields(row))));
    }
    return table.render();
  }

  private static List<String> cells(String line) {
    return List.of(line.split("\t", -1));
  }

  private String lines(String source) {
    GoTemplate template = GoTemplate.parse(source);
    var text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(template.render(fields(row))).append('\n');
    }
    return text.toString();
  }

  private String jsonLines() {
    var text = new StringBuilder();
    for (List<String> row : rows) {
      text.append(JsonText.row(fields(row))).append('\n');
    }
    return text.toString();
  }

  private Map<String, Object> fields(List<String> row) {
    var order = new ArrayList<Integer>();
    for (int i = 0; i < columns.size(); i++) {
      order.add(i);
    }
    order.sort(Comparator.comparing(i -> columns.get(i).field()));
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i : order) {
      fields.put(columns.get(i).field(), row.get(i));
    }
    return new Row(fields);
  }

  /// Marks a list's row for `{{json .}}`, which escapes it as Docker's lists do.
  static final class Row extends LinkedHashMap<String, Object> implements JsonText.EscapedForHtml {
    private static final long serialVersionUID = 1L;

    Row(Map<String, Object> fields) {
      super(fields);
    }
  }
}
