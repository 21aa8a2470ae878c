package dev.slipway.cli.command.container;

import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.NotYet;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.cli.terminal.HeldTerminal;
import dev.slipway.engine.container.Containers;
import dev.slipway.linux.OpenFile;
import dev.slipway.linux.Pollable;
import dev.slipway.linux.StandardStream;
import dev.slipway.linux.Terminal;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ExecRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// `slipway exec`
final class ExecCommand implements Command {
  private static final Option DETACH =
      Option.flag("detach", 'd', "Detached mode: run command in the background");
  private static final Option ENV = Option.list("env", 'e', "Set environment variables");
  private static final Option ENV_FILE =
      Option.list("env-file", "Read in a file of environment variables");
  private static final Option INTERACTIVE =
      Option.flag("interactive", 'i', "Keep STDIN open even if not attached");
  private static final Option PRIVILEGED =
      Option.flag("privileged", "Give extended privileges to the command");
  private static final Option TTY = Option.flag("tty", 't', "Allocate a pseudo-TTY");
  private static final Option USER =
      Option.text("user", 'u', "Username or UID (format: \"<name|uid>[:<group|gid>]\")");
  private static final Option WORKDIR =
      Option.text("workdir", 'w', "Working directory inside the container");
  private static final Path NULL = Path.of("/dev/null");

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container exec", "exec"),
            "[OPTIONS] CONTAINER COMMAND [ARG...]",
            "Execute a command in a running container",
            Arity.atLeast(2))
        .withOptions(DETACH, ENV, ENV_FILE, INTERACTIVE, PRIVILEGED, TTY, USER, WORKDIR)
        .withNotYet(NotYet.option("detach-keys", "a process of exec is not left: begin it with -d"))
        .withExamples(new Example("exec -it web sh", "a shell in a running container"))
        .stoppingAtFirstArgument();
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    return Refusals.asFailure(invocation.console(), () -> exec(invocation));
  }

  private static int exec(Invocation invocation) throws IOException {
    ParsedOptions options = invocation.options();
    Console console = invocation.console();
    Containers containers = invocation.slipway().containers();
    Container container = containers.find(invocation.argument(0));
    ExecRequest request = request(invocation);
    if (!request.detach()) {
      ForegroundSession.checkTerminal(console, request.stdin(), request.terminal());
    }
    console.flush();
    Optional<Terminal> terminal =
        request.terminal() && !request.detach()
            ? Terminal.of(StandardStream.OUTPUT)
            : Optional.empty();
    Optional<Terminal.Size> size = terminal.isPresent() ? terminal.get().size() : Optional.empty();
    boolean detach = options.flag(DETACH);
    boolean lent = terminal.isPresent() && request.stdin();
    try (OpenFile nothing = OpenFile.readWrite(NULL);
        HeldTerminal _ = lent ? HeldTerminal.lent(terminal.get()) : null) {
      Pollable input = request.stdin() && !detach ? StandardStream.INPUT : nothing;
      Pollable output = detach ? nothing : StandardStream.OUTPUT;
      Pollable error = detach ? nothing : StandardStream.ERROR;
      return containers.exec(container, request, size, List.of(input, output, error));
    }
  }

  private static ExecRequest request(Invocation invocation) {
    ParsedOptions options = invocation.options();
    return new ExecRequest(
        invocation.arguments().subList(1, invocation.arguments().size()),
        EnvironmentOptions.of(options.list(ENV_FILE), options.list(ENV), System.getenv()),
        options.text(USER),
        options.text(WORKDIR),
        options.flag(TTY),
        options.flag(INTERACTIVE),
        options.flag(DETACH),
        options.flag(PRIVILEGED));
  }
}
