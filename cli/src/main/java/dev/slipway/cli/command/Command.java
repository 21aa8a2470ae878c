package dev.slipway.cli.command;

import dev.slipway.cli.grammar.CommandSpec;
import java.io.IOException;

/// One command: its table, and what it does.
public interface Command {
  CommandSpec spec();

  /// Runs it; the number returned is the process's exit code.
  int run(Invocation invocation) throws IOException, InterruptedException;
}
