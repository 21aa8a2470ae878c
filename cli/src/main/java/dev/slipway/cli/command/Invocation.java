package dev.slipway.cli.command;

import dev.slipway.cli.Console;
import dev.slipway.cli.grammar.CommandLine;
import dev.slipway.cli.grammar.ParsedOptions;
import dev.slipway.engine.Slipway;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One call of one command.
public final class Invocation implements AutoCloseable {
  private final String path;
  private final CommandLine line;
  private final Console console;
  private final GlobalOptions globals;
  private @Nullable Slipway slipway;

  /// @param path the name it was called by, `image ls` or `images`
  public Invocation(String path, CommandLine line, Console console, GlobalOptions globals) {
    this.path = path;
    this.line = line;
    this.console = console;
    this.globals = globals;
  }

  public String path() {
    return path;
  }

  public CommandLine line() {
    return line;
  }

  public Console console() {
    return console;
  }

  public GlobalOptions globals() {
    return globals;
  }

  public ParsedOptions options() {
    return line.options();
  }

  public List<String> arguments() {
    return line.arguments();
  }

  public String argument(int index) {
    return line.arguments().get(index);
  }

  /// The engine, on the store that this call is about. It ends with the call.
  public synchronized Slipway slipway() throws IOException {
    if (slipway == null) {
      slipway = globals.open();
    }
    return slipway;
  }

  @Override
  public synchronized void close() {
    if (slipway != null) {
      slipway.close();
    }
  }
}
