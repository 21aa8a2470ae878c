package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.engine.container.ContainerMonitor;
import java.io.IOException;
import java.util.List;

/// `slipway unpause`
final class UnpauseCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
        List.of("container unpause", "unpause"),
        "CONTAINER [CONTAINER...]",
        "Unpause all processes within one or more containers",
        Arity.atLeast(1));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ContainerMonitor monitor = invocation.slipway().containerMonitor();
    return EachContainer.run(invocation, (_, container, _) -> monitor.unpause(container));
  }
}
