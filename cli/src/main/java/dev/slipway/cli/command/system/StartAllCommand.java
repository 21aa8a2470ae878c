package dev.slipway.cli.command.system;

import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.Container;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `slipway system start-all`: for the start of the machine.
final class StartAllCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("system start-all"),
            "",
            "Start the containers that are to run whenever the machine does",
            Arity.NONE)
        .withDetails(
            "Those made with --restart always, and with --restart unless-stopped where nobody"
                + " stopped them.")
        .withExamples(new Example("system start-all", "in a unit of systemd's, once at boot"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    int code = 0;
    Console console = invocation.console();
    for (Container container : invocation.slipway().containerMonitor().wantedAtBoot()) {
      try {
        invocation.slipway().containers().start(container, false, Optional.empty()).close();
        console.out().println(container.name());
      } catch (ContainerException refused) {
        UserErrors.print(console, refused.getMessage(), refused.hint());
        code = 1;
      }
    }
    return code;
  }
}
