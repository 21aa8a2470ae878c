package dev.slipway.cli.command.registry;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.engine.registry.Logins;
import java.io.IOException;
import java.util.List;

/// `slipway logout [SERVER]`
public final class LogoutCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("logout"), "[SERVER]", "Log out from a registry", Arity.between(0, 1))
        .withDetails("Without SERVER: Docker Hub.");
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    String server = invocation.arguments().isEmpty() ? "" : invocation.argument(0);
    String registry = Logins.registry(server);
    boolean removed = invocation.slipway().logins().logout(registry);
    invocation
        .console()
        .out()
        .println(
            (removed ? "Removing login credentials for " : "Not logged in to ")
                + Logins.shown(registry));
    return 0;
  }
}
