package dev.slipway.cli.command.cache;

import dev.slipway.builder.cache.CacheEntry;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.HumanSize;
import java.io.IOException;
import java.util.List;

/// `slipway builder du`
public final class CacheUsageCommand implements Command {
  private static final Option FILTER = Option.filter((char) 0, "Provide filter values");
  private static final Option VERBOSE = Option.flag("verbose", "Provide a more verbose output");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("builder du", "buildx du"),
            "[OPTIONS]",
            "Disk usage of the build cache",
            Arity.NONE)
        .withOptions(FILTER, VERBOSE)
        .withExamples(
            new Example("builder du", "what is kept, least recently used first"),
            new Example("builder du --verbose --filter type=exec.cachemount", "cache mounts"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    List<CacheEntry> entries = invocation.slipway().buildCache().list(options.list(FILTER));
    if (options.flag(VERBOSE)) {
      CacheTable.printInFull(console, entries);
    } else {
      CacheTable.print(console, entries);
    }
    if (!options.isSet(FILTER)) {
      printSums(console, entries);
    }
    return 0;
  }

  private static void printSums(Console console, List<CacheEntry> entries) {
    long total = 0;
    long shared = 0;
    long reclaimable = 0;
    for (CacheEntry entry : entries) {
      total += entry.size();
      shared += entry.shared() ? entry.size() : 0;
      reclaimable += entry.reclaimable() ? entry.size() : 0;
    }
    if (shared > 0) {
      console.out().println("Shared:\t\t" + HumanSize.of(shared, 4));
      console.out().println("Private:\t" + HumanSize.of(total - shared, 4));
    }
    console.out().println("Reclaimable:\t" + HumanSize.of(reclaimable, 4));
    console.out().println("Total:\t\t" + HumanSize.of(total, 4));
  }
}
