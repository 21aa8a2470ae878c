package dev.slipway.cli.command.volume;

import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Confirmation;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.HumanSize;
import dev.slipway.engine.vocabulary.PruneReport;
import java.io.IOException;
import java.util.List;

/// `slipway volume prune`
final class VolumePruneCommand implements Command {
  private static final Option ALL =
      Option.flag("all", 'a', "Remove all unused volumes, not just anonymous ones");
  private static final Option FILTER =
      Option.filter((char) 0, "Provide filter values (e.g. \"label=<label>\")");
  private static final Option FORCE = Option.flag("force", 'f', "Do not prompt for confirmation");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("volume prune"), "[OPTIONS]", "Remove unused local volumes", Arity.NONE)
        .withOptions(ALL, FILTER, FORCE);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    boolean all = options.flag(ALL);
    String warning =
        "This will remove "
            + (all ? "all" : "anonymous")
            + " local volumes not used by at least one container.";
    if (!options.flag(FORCE) && !Confirmation.ask(console, warning)) {
      return 0;
    }
    PruneReport report = invocation.slipway().volumes().prune(all, options.list(FILTER));
    if (!report.lines().isEmpty()) {
      console.out().println("Deleted Volumes:");
      report.lines().forEach(console.out()::println);
      console.out().println("");
    }
    console.out().println("Total reclaimed space: " + HumanSize.of(report.reclaimedBytes(), 4));
    return 0;
  }
}
