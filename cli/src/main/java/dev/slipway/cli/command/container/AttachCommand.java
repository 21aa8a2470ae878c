package dev.slipway.cli.command.container;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Option;
import dev.slipway.engine.container.Containers;
import dev.slipway.runtime.run.Container;
import java.io.IOException;
import java.util.List;

/// `slipway attach`
final class AttachCommand implements Command {
  private static final Option NO_STDIN = Option.flag("no-stdin", "Do not attach STDIN");
  private static final Option SIG_PROXY =
      Option.flag("sig-proxy", "Proxy all received signals to the process").defaultsTo("true");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container attach", "attach"),
            "[OPTIONS] CONTAINER",
            "Attach local standard input, output, and error streams to a running container",
            Arity.exactly(1))
        .withOptions(DetachKeys.OPTION, NO_STDIN, SIG_PROXY);
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    return Refusals.<InterruptedException>asFailure(invocation.console(), () -> attach(invocation));
  }

  private static int attach(Invocation invocation) throws IOException, InterruptedException {
    Containers containers = invocation.slipway().containers();
    Container container = containers.find(invocation.argument(0));
    boolean stdin = container.record().stdin() && !invocation.options().flag(NO_STDIN);
    ForegroundSession.checkTerminal(invocation.console(), stdin, container.record().terminal());
    var session =
        new ForegroundSession(
            invocation.console(),
            containers,
            new AttachedStreams(stdin, true, true),
            new DetachKeys(invocation.options().text(DetachKeys.OPTION)),
            invocation.options().flag(SIG_PROXY));
    session.catchSignals();
    return session.join(container);
  }
}
