package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.runtime.run.Container;
import java.io.IOException;
import java.util.List;

/// `slipway create`
final class CreateCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container create", "create"),
            "[OPTIONS] IMAGE [COMMAND] [ARG...]",
            "Create a new container",
            Arity.atLeast(1))
        .withOptions(ContainerOptions.with())
        .withNotYet(
            MissingOptions.with(
                NotYet.option("detach-keys", "give them when starting: slipway start -a"),
                NotYet.option("attach", 'a', "name the streams when starting: slipway start -a")))
        .stoppingAtFirstArgument();
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    ContainerOptions.checkCidFile(invocation.options());
    Container container = NewContainers.create(invocation, false);
    invocation.console().out().println(container.id().hex());
    return 0;
  }
}
