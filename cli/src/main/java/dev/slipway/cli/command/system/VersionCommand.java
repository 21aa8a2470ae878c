package dev.slipway.cli.command.system;

import dev.slipway.cli.command.Command;
import dev.slipway.cli.command.Invocation;
import dev.slipway.cli.grammar.Arity;
import dev.slipway.cli.grammar.CommandSpec;
import dev.slipway.cli.grammar.Option;
import dev.slipway.cli.render.listing.OutputFormat;
import java.util.List;

/// `slipway version`: in Docker's layout, with the client part alone, as there is no daemon.
public final class VersionCommand implements Command {
  private static final Option FORMAT = OutputFormat.option();

  @Override
  public CommandSpec spec() {
    return CommandSpec.of(
            List.of("version"), "[OPTIONS]", "Show the Slipway version information", Arity.NONE)
        .withOptions(FORMAT);
  }

  @Override
  public int run(Invocation invocation) {
    invocation.console().out().println("Client:\n Version:           0.1.0");
    return 0;
  }
}
