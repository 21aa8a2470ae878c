package dev.slipway.lint.compat;

import dev.slipway.lint.compat.Behaviour.Evidence;
import dev.slipway.lint.compat.Behaviour.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The checked-in table: tab-separated, `feature builder outcome evidence what`.
public final class CompatTable {
  private static final String NAME = "compat.tsv";
  private static final int COLUMNS = 5;

  private CompatTable() {}

  /// All rows, in the table's order.
  public static List<Behaviour> rows() {
    var rows = new ArrayList<Behaviour>();
    for (String line : text().split("\n", -1)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        rows.add(row(line));
      }
    }
    return rows;
  }

  private static Behaviour row(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != COLUMNS) {
      throw new IllegalStateException(NAME + ": " + line);
    }
    return new Behaviour(
        columns[0],
        Builder.named(columns[1]).orElseThrow(),
        Outcome.valueOf(columns[2].toUpperCase(Locale.ROOT)),
        columns[4],
        Evidence.valueOf(columns[3].toUpperCase(Locale.ROOT)));
  }

  private static String text() {
    try (InputStream stream = CompatTable.class.getResourceAsStream(NAME)) {
      if (stream == null) {
        throw new IllegalStateException(NAME + " is missing");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
