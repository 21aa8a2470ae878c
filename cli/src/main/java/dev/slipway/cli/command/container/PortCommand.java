package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.PortRecord;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/// `slipway port`
final class PortCommand implements Command {
  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
        List.of("container port", "port"),
        "CONTAINER [PRIVATE_PORT[/PROTO]]",
        "List port mappings or a specific mapping for the container",
        Arity.between(1, 2));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    return Refusals.asFailure(invocation.console(), () -> print(invocation));
  }

  private static int print(Invocation invocation) throws IOException {
    Container container = invocation.slipway().containers().find(invocation.argument(0));
    List<PortRecord> ports =
        container.publishedPorts().stream()
            .sorted(
                Comparator.comparingInt(PortRecord::containerPort)
                    .thenComparing(PortRecord::protocol))
            .toList();
    if (invocation.arguments().size() == 1) {
      for (PortRecord port : ports) {
        invocation.console().out().println(inside(port) + " -> " + outside(port));
      }
      return 0;
    }
    String wanted = invocation.argument(1);
    String whole = wanted.indexOf('/') < 0 ? wanted + "/tcp" : wanted;
    List<PortRecord> matching = ports.stream().filter(port -> inside(port).equals(whole)).toList();
    if (matching.isEmpty()) {
      throw new ContainerException(
          "no public port '" + whole + "' published for " + invocation.argument(0),
          "slipway port " + invocation.argument(0) + " lists those that are");
    }
    matching.forEach(port -> invocation.console().out().println(outside(port)));
    return 0;
  }

  private static String inside(PortRecord port) {
    return port.containerPort() + "/" + port.protocol();
  }

  private static String outside(PortRecord port) {
    return port.host() + ":" + port.hostPort();
  }
}
