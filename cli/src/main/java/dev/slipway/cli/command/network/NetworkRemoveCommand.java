package dev.slipway.cli.command.network;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Option;
import dev.slipway.engine.network.NetworkStore;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.util.List;

/// `slipway network rm`
final class NetworkRemoveCommand implements Command {
  private static final Option FORCE =
      Option.flag("force", 'f', "Do not error if the network does not exist");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("network rm", "network remove"),
            "NETWORK [NETWORK...]",
            "Remove one or more networks",
            Arity.atLeast(1))
        .withOptions(FORCE);
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    NetworkStore networks = invocation.slipway().networks();
    boolean force = invocation.options().flag(FORCE);
    int code = 0;
    for (String word : invocation.arguments()) {
      try {
        if (!force || networks.find(word).isPresent()) {
          networks.remove(word);
        }
        invocation.console().out().println(word);
      } catch (ContainerException refused) {
        UserErrors.print(invocation.console(), refused.getMessage(), refused.hint());
        code = 1;
      }
    }
    return code;
  }
}
