package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.render.SafeText;
import dev.slipway.engine.Slipway;
import java.io.IOException;
import java.util.List;

/// `slipway diff`
final class DiffCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container diff", "diff"),
            "CONTAINER",
            "Inspect changes to files or directories on a container's filesystem",
            Arity.exactly(1))
        .withDetails("A: added, C: changed, D: deleted");
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    return Refusals.asFailure(
        invocation.console(),
        () -> {
          Slipway slipway = invocation.slipway();
          var container = slipway.containers().find(invocation.argument(0));
          for (String line : slipway.containerContents().diff(container)) {
            invocation.console().out().println(SafeText.of(line));
          }
          return 0;
        });
  }
}
