package dev.slipway.cli.command.container;

import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import java.io.IOException;
import java.util.List;

/// `slipway container nameserver`: answers containers that ask for each other's names, until none
/// is there. Not meant for people, so no help names it.
final class NameServerCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
        List.of("container nameserver"),
        "",
        "Answer containers that ask for each other's names",
        Arity.NONE);
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Console console = invocation.console();
    invocation
        .slipway()
        .networks()
        .serveNames(() -> {
          console.out().println("ready");
          console.out().flush();
        });
    return 0;
  }
}
