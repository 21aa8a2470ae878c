package dev.slipway.cli.command.network;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import java.io.IOException;
import java.util.List;

/// `slipway network disconnect`
final class NetworkDisconnectCommand implements Command {
  /// What it forces elsewhere (a container that its daemon does not know) cannot be here.
  private static final Option FORCE =
      Option.flag("force", 'f', "Force the container to disconnect from a network");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("network disconnect"),
            "[OPTIONS] NETWORK CONTAINER",
            "Disconnect a container from a network",
            Arity.exactly(2))
        .withOptions(FORCE)
        .withExamples(
            new Example("network disconnect bridge web", "no way out but by its other networks"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    invocation.slipway().networks().disconnect(invocation.argument(1), invocation.argument(0));
    return 0;
  }
}
