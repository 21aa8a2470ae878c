package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.render.Table;
import dev.slipway.engine.Slipway;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ProcessTable;
import java.io.IOException;
import java.util.List;

/// `slipway top`
final class TopCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container top", "top"),
            "CONTAINER [ps OPTIONS]",
            "Display the running processes of a container",
            Arity.atLeast(1))
        .withDetails("The processes are listed by the host's ps, with -ef unless said otherwise.")
        .withExamples(new Example("top web -o pid,rss,args", "chosen columns"))
        .stoppingAtFirstArgument();
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    return Refusals.<InterruptedException>asFailure(invocation.console(), () -> print(invocation));
  }

  private static int print(Invocation invocation) throws IOException, InterruptedException {
    Slipway slipway = invocation.slipway();
    Container container = slipway.containers().find(invocation.argument(0));
    List<Long> processes = slipway.containerMonitor().processes(container);
    List<String> options = invocation.arguments().subList(1, invocation.arguments().size());
    List<List<String>> rows = ProcessTable.rows(options, processes);
    slipway.containerMonitor().tell(container, "top");
    var table = new Table(rows.getFirst());
    rows.subList(1, rows.size()).forEach(table::add);
    invocation.console().out().print(table.render());
    return 0;
  }
}
