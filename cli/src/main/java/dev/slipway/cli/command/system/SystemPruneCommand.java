package dev.slipway.cli.command.system;

import dev.slipway.builder.cache.CacheEntry;
import dev.slipway.builder.cache.CacheQuota;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Confirmation;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.HumanSize;
import dev.slipway.engine.Slipway;
import dev.slipway.engine.vocabulary.PruneReport;
import java.io.IOException;
import java.util.List;

/// `slipway system prune`
final class SystemPruneCommand implements Command {
  private static final Option ALL =
      Option.flag("all", 'a', "Remove all unused images not just dangling ones");
  private static final Option FILTER =
      Option.filter((char) 0, "Provide filter values (e.g. \"until=24h\")");
  private static final Option FORCE = Option.flag("force", 'f', "Do not prompt for confirmation");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(List.of("system prune"), "[OPTIONS]", "Remove unused data", Arity.NONE)
        .withOptions(ALL, FILTER, FORCE)
        .withNotYet(NotYet.option("volumes", "volumes are removed by themselves"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    boolean all = options.flag(ALL);
    if (!options.flag(FORCE) && !Confirmation.ask(console, warning(all))) {
      return 0;
    }
    List<String> filters = options.list(FILTER);
    Slipway slipway = invocation.slipway();
    PruneReport containers =
        slipway
            .containers()
            .prune(
                filters,
                damaged ->
                    UserErrors.print(console, "WARNING: " + damaged.message(), damaged.remedy()));
    print(console, "Deleted Containers:", containers.lines());
    PruneReport images = slipway.images().prune(all, filters);
    print(console, "Deleted Images:", images.lines());
    List<String> ofAges = filters.stream().filter(filter -> filter.startsWith("until=")).toList();
    List<CacheEntry> cache = slipway.buildCache().prune(all, ofAges, CacheQuota.NONE);
    print(console, "Deleted build cache objects:", cache.stream().map(CacheEntry::id).toList());
    long bytes = containers.reclaimedBytes() + images.reclaimedBytes();
    for (CacheEntry entry : cache) {
      bytes += entry.shared() ? 0 : entry.size();
    }
    console.out().println("Total reclaimed space: " + HumanSize.of(bytes, 4));
    return 0;
  }

  private static String warning(boolean all) {
    return "This will remove:\n  - all stopped containers\n  - all "
        + (all ? "images without at least one container associated to them" : "dangling images")
        + "\n  - "
        + (all ? "all build cache" : "unused build cache")
        + "\n";
  }

  private static void print(Console console, String title, List<String> lines) {
    if (!lines.isEmpty()) {
      console.out().println(title);
      lines.forEach(console.out()::println);
      console.out().println("");
    }
  }
}
