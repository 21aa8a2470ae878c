package dev.slipway.cli.command.cache;

import dev.slipway.builder.cache.CacheEntry;
import dev.slipway.cli.Console;
import dev.slipway.cli.render.HumanDuration;
import dev.slipway.cli.render.HumanSize;
import dev.slipway.cli.render.HumanTime;
import dev.slipway.cli.render.SafeText;
import dev.slipway.cli.render.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// The build cache as buildx lists it: `*` after an ID is what builds change in place, after a size
/// what images have too.
final class CacheTable {
  private static final int ID_DIGITS = 25;

  private CacheTable() {}

  static void print(Console console, List<CacheEntry> entries) {
    Instant now = Instant.now();
    var table = new Table(List.of("ID", "RECLAIMABLE", "SIZE", "LAST ACCESSED"));
    for (CacheEntry entry : entries) {
      table.add(
          List.of(
              id(entry.id()) + (entry.mutable() ? "*" : ""),
              String.valueOf(entry.reclaimable()),
              HumanSize.of(entry.size(), 4) + (entry.shared() ? "*" : ""),
              age(entry.lastUsed(), now)));
    }
    console.out().print(table.render());
  }

  static void printInFull(Console console, List<CacheEntry> entries) {
    Instant now = Instant.now();
    for (CacheEntry entry : entries) {
      row(console, "ID:\t\t", id(entry.id()));
      if (!entry.parents().isEmpty()) {
        row(
            console,
            "Parents:\t",
            String.join(",", entry.parents().stream().map(CacheTable::id).toList()));
      }
      row(console, "Created at:\t", HumanTime.ofList(entry.created()));
      row(console, "Mutable:\t", String.valueOf(entry.mutable()));
      row(console, "Reclaimable:\t", String.valueOf(entry.reclaimable()));
      row(console, "Shared:\t\t", String.valueOf(entry.shared()));
      row(console, "Size:\t\t", HumanSize.of(entry.size(), 4));
      row(console, "Description:\t", SafeText.of(entry.description()));
      row(console, "Last used:\t", age(entry.lastUsed(), now));
      row(console, "Type:\t\t", entry.kind().toString());
      console.out().println("");
    }
  }

  private static void row(Console console, String name, String value) {
    console.out().println(name + value);
  }

  private static String id(String hex) {
    return hex.length() > ID_DIGITS ? hex.substring(0, ID_DIGITS) : hex;
  }

  /// A clock that was set back makes it now.
  private static String age(Instant then, Instant now) {
    if (then.equals(Instant.EPOCH)) {
      return "";
    }
    return HumanDuration.of(Duration.between(then.isAfter(now) ? now : then, now)) + " ago";
  }
}
