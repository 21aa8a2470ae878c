package dev.slipway.cli.render.listing;

import java.util.List;

/// A field of a list's rows: its name in templates and its heading in tables.
public record Column(String field, String heading) {
  static int indexOf(List<Column> columns, String field) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).field().equals(field)) {
        return i;
      }
    }
    throw new IllegalArgumentException("no column " + field);
  }
}
