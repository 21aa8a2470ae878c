package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `slipway restart`
final class RestartCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container restart", "restart"),
            "[OPTIONS] CONTAINER [CONTAINER...]",
            "Restart one or more containers",
            Arity.atLeast(1))
        .withOptions(StopCommand.SIGNAL, StopCommand.TIMEOUT);
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    Optional<Duration> grace = StopCommand.grace(invocation.options());
    Optional<Integer> signal = StopCommand.signal(invocation.options());
    return EachContainer.run(
        invocation,
        (containers, container, _) -> {
          containers.stop(container, signal, grace);
          containers.start(container, false, Optional.empty()).close();
          invocation.slipway().containerMonitor().tell(container, "restart");
        });
  }
}
