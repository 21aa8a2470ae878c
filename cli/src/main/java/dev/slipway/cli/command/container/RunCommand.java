package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.engine.container.Containers;
import dev.slipway.image.ImageException;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.Container;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// `slipway run`
final class RunCommand implements Command {
  private static final Option DETACH =
      Option.flag("detach", 'd', "Run container in background and print container ID");
  private static final Option SIG_PROXY =
      Option.flag("sig-proxy", "Proxy received signals to the process").defaultsTo("true");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container run", "run"),
            "[OPTIONS] IMAGE [COMMAND] [ARG...]",
            "Create and run a new container from an image",
            Arity.atLeast(1))
        .withOptions(
            ContainerOptions.with(DETACH, SIG_PROXY, AttachedStreams.OPTION, DetachKeys.OPTION))
        .withNotYet(MissingOptions.with())
        .withDetails(
            "The exit code is the program's own, or 128 and the number of the signal that ended it."
                + " 125: Slipway failed;\n126: the program cannot be executed; 127: it was not found.")
        .withExamples(
            new Example("run --rm -p 8080:8080 echo", "serve until ^C, and leave nothing behind"),
            new Example("run -it --rm busybox sh", "a shell"))
        .stoppingAtFirstArgument();
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    Containers.beginHeadStart();
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    boolean detach = options.flag(DETACH);
    boolean stdin = options.flag(ContainerOptions.INTERACTIVE);
    boolean terminal = options.flag(ContainerOptions.TTY);
    if (!detach) {
      ForegroundSession.checkTerminal(console, stdin, terminal);
    }
    if (detach && options.isSet(AttachedStreams.OPTION)) {
      throw new CommandException(
          "conflicting options: cannot specify both --attach and --detach",
          null,
          CommandException.USAGE);
    }
    ContainerOptions.checkCidFile(options);
    var session =
        new ForegroundSession(
            console,
            invocation.slipway().containers(),
            AttachedStreams.of(options.list(AttachedStreams.OPTION), stdin),
            new DetachKeys(options.text(DetachKeys.OPTION)),
            options.flag(SIG_PROXY));
    if (!detach) {
      session.catchSignals();
    }
    Container container = NewContainers.create(invocation, true);
    Containers containers = invocation.slipway().containers();
    try {
      if (!detach) {
        return session.start(container);
      }
      containers.start(container, false, Optional.empty()).close();
    } catch (ContainerException refused) {
      // What the container asked for may be changed; what the host cannot do leaves none.
      boolean impossible =
          refused.getCause() instanceof IOException || refused.getCause() instanceof ImageException;
      if (options.flag(ContainerOptions.REMOVE) || impossible) {
        containers.remove(container.id().hex(), true, true);
      } else if (detach) {
        console.out().println(container.id().hex());
      }
      throw refused;
    }
    console.out().println(container.id().hex());
    return 0;
  }
}
