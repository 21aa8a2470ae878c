package dev.slipway.cli.command.build;

import java.util.ArrayList;
import java.util.List;

/// A line of comma-separated values, in which a quoted one may have commas.
final class CsvFields {
  private CsvFields() {}

  static List<String> of(String line) {
    List<String> fields = new ArrayList<>();
    var field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
