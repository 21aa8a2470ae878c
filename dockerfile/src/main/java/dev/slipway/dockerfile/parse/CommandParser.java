package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Command;

/// The exec form where the arguments are a JSON array, else the shell form.
final class CommandParser {
  private CommandParser() {}

  static Command parse(InstructionLine line) {
    return line.json()
        .<Command>map(Command.Exec::new)
        .orElseGet(() -> new Command.Shell(line.arguments()));
  }
}
