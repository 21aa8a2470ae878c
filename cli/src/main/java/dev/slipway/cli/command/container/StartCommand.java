package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.command.UserErrors;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.engine.container.Containers;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.Container;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `slipway start`
final class StartCommand implements Command {
  private static final Option ATTACH =
      Option.flag("attach", 'a', "Attach STDOUT/STDERR and forward signals");
  private static final Option INTERACTIVE =
      Option.flag("interactive", 'i', "Attach container's STDIN");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container start", "start"),
            "[OPTIONS] CONTAINER [CONTAINER...]",
            "Start one or more stopped containers",
            Arity.atLeast(1))
        .withOptions(ATTACH, DetachKeys.OPTION, INTERACTIVE)
        .withNotYet(
            NotYet.option("checkpoint", "leave it out"),
            NotYet.option("checkpoint-dir", "leave it out"))
        .withExamples(new Example("start -ai shell", "a shell that was left, once more"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    Containers.beginHeadStart();
    boolean interactive = invocation.options().flag(INTERACTIVE);
    if (interactive || invocation.options().flag(ATTACH)) {
      return Refusals.<InterruptedException>asFailure(
          invocation.console(), () -> attached(invocation, interactive));
    }
    Containers containers = invocation.slipway().containers();
    List<String> failed = new ArrayList<>();
    for (String word : invocation.arguments()) {
      try {
        Container container = containers.find(word);
        if (!container.running()) {
          containers.start(container, false, Optional.empty()).close();
        }
        invocation.console().out().println(word);
      } catch (ContainerException refused) {
        UserErrors.print(invocation.console(), refused.getMessage(), refused.hint());
        failed.add(word);
      }
    }
    if (failed.isEmpty()) {
      return 0;
    }
    invocation
        .console()
        .err()
        .println("Error: failed to start containers: " + String.join(", ", failed));
    return 1;
  }

  private static int attached(Invocation invocation, boolean interactive)
      throws IOException, InterruptedException {
    if (invocation.arguments().size() > 1) {
      throw new CommandException("you cannot start and attach multiple containers at once");
    }
    Containers containers = invocation.slipway().containers();
    Container container = containers.find(invocation.argument(0));
    boolean stdin = interactive && container.record().stdin();
    ForegroundSession.checkTerminal(invocation.console(), stdin, container.record().terminal());
    var session =
        new ForegroundSession(
            invocation.console(),
            containers,
            new AttachedStreams(stdin, true, true),
            new DetachKeys(invocation.options().text(DetachKeys.OPTION)),
            true);
    session.catchSignals();
    return container.running() ? session.join(container) : session.start(container);
  }
}
