package dev.slipway.cli.command.cache;

import dev.slipway.builder.cache.CacheEntry;
import dev.slipway.builder.cache.CacheQuota;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Confirmation;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.HumanSize;
import java.io.IOException;
import java.util.List;

/// `slipway builder prune`
public final class CachePruneCommand implements Command {
  private static final Option ALL =
      Option.flag("all", 'a', "Also remove what images and containers have too");
  private static final Option FILTER =
      Option.filter((char) 0, "Provide filter values (e.g., \"until=24h\")");
  private static final Option FORCE = Option.flag("force", 'f', "Do not prompt for confirmation");
  private static final Option KEEP_STORAGE =
      Option.text("keep-storage", "Amount of disk space to keep for cache")
          .valueName("bytes")
          .asDeprecated("--reserved-space");
  private static final Option MAX_USED_SPACE =
      Option.text("max-used-space", "Maximum amount of disk space allowed to keep for cache")
          .valueName("bytes");
  private static final Option MIN_FREE_SPACE =
      Option.text("min-free-space", "Target amount of free disk space after pruning")
          .valueName("bytes");
  private static final Option RESERVED_SPACE =
      Option.text("reserved-space", "Amount of disk space always allowed to keep for cache")
          .valueName("bytes");
  private static final Option VERBOSE = Option.flag("verbose", "Provide a more verbose output");

  private static final String UNSHARED = "This will remove all dangling build cache.";
  private static final String EVERYTHING = "This will remove all build cache.";

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("builder prune", "buildx prune"), "[OPTIONS]", "Remove build cache", Arity.NONE)
        .withOptions(
            ALL,
            FILTER,
            FORCE,
            KEEP_STORAGE,
            MAX_USED_SPACE,
            MIN_FREE_SPACE,
            RESERVED_SPACE,
            VERBOSE)
        .withExamples(
            new Example("builder prune -f --filter until=48h", "what no build used for two days"),
            new Example("builder prune -f --max-used-space 5GB", "down to five gigabytes"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    boolean all = options.flag(ALL);
    var quota = quota(options);
    if (!options.flag(FORCE) && !Confirmation.ask(console, all ? EVERYTHING : UNSHARED)) {
      return 0;
    }
    List<CacheEntry> removed =
        invocation.slipway().buildCache().prune(all, options.list(FILTER), quota);
    if (options.flag(VERBOSE)) {
      CacheTable.printInFull(console, removed);
    } else if (!removed.isEmpty()) {
      CacheTable.print(console, removed);
    }
    console.out().println("Total:\t" + HumanSize.of(bytes(removed), 4));
    return 0;
  }

  private static CacheQuota quota(ParsedOptions options) {
    Option reserved = options.isSet(RESERVED_SPACE) ? RESERVED_SPACE : KEEP_STORAGE;
    return new CacheQuota(
        bytes(options, reserved), bytes(options, MAX_USED_SPACE), bytes(options, MIN_FREE_SPACE));
  }

  private static long bytes(ParsedOptions options, Option option) {
    return options.isSet(option) ? ByteCount.parse("--" + option.name(), options.text(option)) : 0;
  }

  /// What images have too is not free now.
  private static long bytes(List<CacheEntry> removed) {
    long bytes = 0;
    for (CacheEntry entry : removed) {
      bytes += entry.shared() ? 0 : entry.size();
    }
    return bytes;
  }
}
