package dev.slipway.cli.command.image;

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

/// `slipway image prune`
final class ImagePruneCommand implements Command {
  private static final Option ALL =
      Option.flag("all", 'a', "Remove all unused images, not just dangling ones");
  private static final Option FILTER =
      Option.filter((char) 0, "Provide filter values (e.g. \"until=<timestamp>\")");
  private static final Option FORCE = Option.flag("force", 'f', "Do not prompt for confirmation");

  private static final String DANGLING = "This will remove all dangling images.";
  private static final String UNUSED =
      "This will remove all images without at least one container associated to them.";

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(List.of("image prune"), "[OPTIONS]", "Remove unused images", Arity.NONE)
        .withOptions(ALL, FILTER, FORCE);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    boolean all = options.flag(ALL);
    if (!options.flag(FORCE) && !Confirmation.ask(console, all ? UNUSED : DANGLING)) {
      return 0;
    }
    PruneReport report = invocation.slipway().images().prune(all, options.list(FILTER));
    if (!report.lines().isEmpty()) {
      console.out().println("Deleted Images:");
      report.lines().forEach(console.out()::println);
      console.out().println("");
    }
    console.out().println("Total reclaimed space: " + HumanSize.of(report.reclaimedBytes(), 4));
    return 0;
  }
}
