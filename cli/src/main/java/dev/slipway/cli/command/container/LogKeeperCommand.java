package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.runtime.run.ContainerId;
import java.io.IOException;
import java.util.List;

/// `slipway container logkeeper ID`: keeps several files of a running container's log until it
/// ends. Not meant for people, so no help names it.
final class LogKeeperCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
        List.of("container logkeeper"),
        "CONTAINER_ID",
        "Keep a container's log until it ends",
        Arity.exactly(1));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    var id = new ContainerId(invocation.argument(0));
    invocation.slipway().containerMonitor().keepLog(id);
    return 0;
  }
}
