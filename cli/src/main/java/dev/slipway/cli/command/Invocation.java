package dev.slipway.cli.command;

import dev.slipway.cli.Console;
import dev.slipway.cli.grammar.CommandLine;
import dev.slipway.cli.grammar.ParsedOptions;
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
}
