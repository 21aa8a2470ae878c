package dev.slipway.cli.command.network;

import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Confirmation;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import java.io.IOException;
import java.util.List;

/// `slipway network prune`
final class NetworkPruneCommand implements Command {
  private static final Option FORCE = Option.flag("force", 'f', "Do not prompt for confirmation");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("network prune"), "[OPTIONS]", "Remove all unused networks", Arity.NONE)
        .withOptions(FORCE)
        .withNotYet(NotYet.option("filter", "remove them by name: slipway network rm"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    Console console = invocation.console();
    String warning = "This will remove all custom networks not used by at least one container.";
    if (!invocation.options().flag(FORCE) && !Confirmation.ask(console, warning)) {
      return 0;
    }
    List<String> removed = invocation.slipway().networks().prune();
    if (!removed.isEmpty()) {
      console.out().println("Deleted Networks:");
      removed.forEach(console.out()::println);
      console.out().println("");
    }
    return 0;
  }
}
