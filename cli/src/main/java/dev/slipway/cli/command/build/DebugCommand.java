package dev.slipway.cli.command.build;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import java.io.IOException;
import java.util.List;

/// `slipway debug [LAST|REF]`: a shell where a build step failed.
public final class DebugCommand implements Command {
  private static final Option SHELL =
      Option.text("shell", "Run this program of the step's files").defaultsTo(DebugSession.SHELL);

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("debug"),
            "[OPTIONS] [LAST|REF]",
            "Open a shell in the file system of a build step that failed",
            Arity.between(0, 1))
        .withOptions(SHELL)
        .withDetails(
            "The shell has the step's mounts, environment, user and working directory, but not its"
                + " secrets and SSH agents. What it changes stays for 'slipway build --resume'.")
        .withExamples(
            new Example("debug", "where the last build failed"),
            new Example("debug --shell /bin/bash 0mwqv", "a build by the beginning of its ID"));
  }

  @Override
  public int run(Invocation invocation) throws IOException, InterruptedException {
    String ref = invocation.arguments().isEmpty() ? "LAST" : invocation.argument(0);
    return DebugSession.run(
        invocation.slipway(), invocation.console(), ref, invocation.options().text(SHELL));
  }
}
