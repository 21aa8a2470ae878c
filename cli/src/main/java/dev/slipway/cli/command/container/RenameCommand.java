package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.engine.container.Containers;
import java.io.IOException;
import java.util.List;

/// `slipway rename`
final class RenameCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
        List.of("container rename", "rename"),
        "CONTAINER NEW_NAME",
        "Rename a container",
        Arity.exactly(2));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Containers containers = invocation.slipway().containers();
    return Refusals.asFailure(
        invocation.console(),
        () -> {
          containers.rename(containers.find(invocation.argument(0)), invocation.argument(1));
          return 0;
        });
  }
}
