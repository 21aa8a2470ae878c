package dev.slipway.cli.command;

import dev.slipway.cli.Console;
import dev.slipway.cli.grammar.CommandLine;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.engine.Slipway;
import java.io.IOException;
import java.util.List;

/// One call of one command.
///
/// @param path the name it was called by, `image ls` or `images`
public record Invocation(String path, CommandLine line, Console console, GlobalOptions globals) {
  public ParsedOptions options() {
    return line.options();
  }

  public List<String> arguments() {
    return line.arguments();
  }

  public String argument(int index) {
    return line.arguments().get(index);
  }

  /// The engine, on the store that this call is about.
  public Slipway slipway() throws IOException {
    return globals.open();
  }
}
