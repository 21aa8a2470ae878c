package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.engine.container.Containers;
import dev.slipway.runtime.run.ContainerId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `slipway container cleanup ID`: what conmon runs when a container has ended and nobody who
/// started it is there any more. Not meant for people, so no help names it.
final class CleanupCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
        List.of("container cleanup"),
        "CONTAINER_ID",
        "Take back what an ended container still holds",
        Arity.exactly(1));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    Containers containers = invocation.slipway().containers();
    var id = new ContainerId(invocation.argument(0));
    containers.settle(id);
    var again = containers.startAgain(id, false, Optional.empty());
    if (again.isPresent()) {
      again.get().close();
    }
    return 0;
  }
}
