package dev.slipway.cli.command.container;

import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Confirmation;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.render.HumanSize;
import dev.slipway.engine.container.Containers;
import dev.slipway.engine.vocabulary.PruneReport;
import java.io.IOException;
import java.util.List;

/// `slipway container prune`
final class ContainerPruneCommand implements Command {
  private static final Option FILTER =
      Option.filter((char) 0, "Provide filter values (e.g. \"until=<timestamp>\")");
  private static final Option FORCE = Option.flag("force", 'f', "Do not prompt for confirmation");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container prune"), "[OPTIONS]", "Remove all stopped containers", Arity.NONE)
        .withOptions(FILTER, FORCE);
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    if (!options.flag(FORCE)
        && !Confirmation.ask(console, "This will remove all stopped containers.")) {
      return 0;
    }
    return Refusals.<InterruptedException>asFailure(console, () -> prune(invocation, console));
  }

  private static int prune(Invocation invocation, Console console)
      throws IOException, InterruptedException {
    Containers containers = invocation.slipway().containers();
    PruneReport report =
        containers.prune(
            invocation.options().list(FILTER), damaged -> DamageWarning.print(console, damaged));
    if (!report.lines().isEmpty()) {
      console.out().println("Deleted Containers:");
      report.lines().forEach(console.out()::println);
      console.out().println("");
    }
    console.out().println("Total reclaimed space: " + HumanSize.of(report.reclaimedBytes(), 4));
    return 0;
  }
}
