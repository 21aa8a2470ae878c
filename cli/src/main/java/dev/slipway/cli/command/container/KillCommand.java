package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.util.List;

/// `slipway kill`
final class KillCommand implements Command {
  private static final Option SIGNAL =
      Option.text("signal", 's', "Signal to send to the container").defaultsTo("KILL");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container kill", "kill"),
            "[OPTIONS] CONTAINER [CONTAINER...]",
            "Kill one or more running containers",
            Arity.atLeast(1))
        .withOptions(SIGNAL)
        .withExamples(new Example("kill -s HUP web", "ask web to read its configuration again"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    int signal = SignalOption.number(invocation.options().text(SIGNAL));
    return EachContainer.run(
        invocation,
        (containers, container, word) -> {
          if (!containers.signal(container.id(), signal)) {
            throw new ContainerException(
                "cannot kill container: "
                    + word
                    + ": container "
                    + container.id()
                    + " is not running",
                "slipway start " + word + " starts it");
          }
        });
  }
}
