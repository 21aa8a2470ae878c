package dev.slipway.dockerfile;

import java.util.List;

/// `SHELL ["program", "argument"...]`: what runs the shell form of later commands. Never expanded.
public record Shell(Span span, String source, List<String> arguments) implements Instruction {
  /// Copies the arguments.
  public Shell {
    arguments = List.copyOf(arguments);
  }
}
