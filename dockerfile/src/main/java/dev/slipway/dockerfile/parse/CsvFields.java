package dev.slipway.dockerfile.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One line of comma-separated values: a field in double quotes may hold commas, `""` is a quote in
/// it.
final class CsvFields {
  private CsvFields() {}

  /// The fields, or nothing where quotes stand wrong.
  static Optional<List<String>> parse(String line) {
    var fields = new ArrayList<String>();
    int position = 0;
    while (true) {
      if (line.startsWith("\"", position)) {
        var field = new StringBuilder();
        position = quoted(line, position + 1, field);
        if (position < 0) {
          return Optional.empty();
        }
        fields.add(field.toString());
      } else {
        int comma = line.indexOf(',', position);
        int end = comma < 0 ? line.length() : comma;
        String field = line.substring(position, end);
        if (field.indexOf('"') >= 0) {
          return Optional.empty();
        }
        fields.add(field);
        position = end;
      }
      if (position == line.length()) {
        return Optional.of(List.copyOf(fields));
      }
      position++; // The comma.
    }
  }

  /// Reads to the closing quote; returns where the comma or the end is, or -1.
  private static int quoted(String line, int start, StringBuilder field) {
    int position = start;
    while (true) {
      int quote = line.indexOf('"', position);
      if (quote < 0) {
        return -1;
      }
      field.append(line, position, quote);
      position = quote + 1;
      if (!line.startsWith("\"", position)) {
        boolean ended = position == line.length() || line.charAt(position) == ',';
        return ended ? position : -1;
      }
      field.append('"');
      position++;
    }
  }
}
