package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.Console;
import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Example;
import dev.slipway.cli.grammar.Option;
import dev.slipway.engine.Slipway;
import dev.slipway.runtime.run.Container;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `slipway export`
final class ExportCommand implements Command {
  private static final Option OUTPUT =
      Option.text("output", 'o', "Write to a file, instead of STDOUT");
  private static final int BUFFER = 1 << 16;

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("container export", "export"),
            "[OPTIONS] CONTAINER",
            "Export a container's filesystem as a tar archive",
            Arity.exactly(1))
        .withOptions(OUTPUT)
        .withExamples(new Example("export web | slipway import - web:flat", "all layers in one"));
  }

  @Override
  public int run(Invocation invocation) throws IOException {
    Console console = invocation.console();
    String file = invocation.options().text(OUTPUT);
    if (file.isEmpty() && console.outIsTerminal()) {
      throw new CommandException(
          "cowardly refusing to save to a terminal. Use the -o flag or redirect");
    }
    return Refusals.asFailure(console, () -> export(invocation, file));
  }

  private static int export(Invocation invocation, String file) throws IOException {
    Slipway slipway = invocation.slipway();
    Container container = slipway.containers().find(invocation.argument(0));
    if (file.isEmpty()) {
      OutputStream out = new BufferedOutputStream(invocation.console().out().asStream(), BUFFER);
      slipway.containerContents().export(container, out);
      out.flush();
      return 0;
    }
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(Path.of(file)), BUFFER)) {
      slipway.containerContents().export(container, out);
    }
    return 0;
  }
}
