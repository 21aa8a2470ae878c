package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.runtime.run.RunEnd;
import java.io.IOException;
import java.util.List;

/// `slipway wait`
final class WaitCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
        List.of("container wait", "wait"),
        "CONTAINER [CONTAINER...]",
        "Block until one or more containers stop, then print their exit codes",
        Arity.atLeast(1));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    return EachContainer.runQuietly(
        invocation,
        (containers, container, _) -> {
          RunEnd end = containers.await(container.id());
          Integer code = end == null ? Integer.valueOf(0) : end.exitCode();
          invocation.console().out().println(code == null ? "unknown" : code.toString());
          invocation.console().out().flush();
        });
  }
}
