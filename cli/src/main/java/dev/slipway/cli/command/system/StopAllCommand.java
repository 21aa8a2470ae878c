package dev.slipway.cli.command.system;

import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.engine.container.MachineEnd;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.Container;
import java.io.IOException;
import java.util.List;

/// `slipway system stop-all`: for the end of the machine.
final class StopAllCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("system stop-all"),
            "",
            "Stop the containers that run, because the machine goes down",
            Arity.NONE)
        .withDetails(
            "All at once, each as `stop` does it. Those made with --restart always or"
                + " unless-stopped\nare started by the next `system start-all`.")
        .withExamples(new Example("system stop-all", "in the same unit, when it stops"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    int code = 0;
    Console console = invocation.console();
    MachineEnd end = invocation.slipway().machineEnd();
    long announced = System.nanoTime();
    for (Container container : end.announce()) {
      try {
        end.await(container, announced);
        console.out().println(container.name());
      } catch (ContainerException refused) {
        UserErrors.print(console, refused.getMessage(), refused.hint());
        code = 1;
      }
    }
    return code;
  }
}
