package dev.slipway.dockerfile;

import java.util.List;
import java.util.stream.Stream;

/// What `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK CMD` start. Neither form is expanded.
public sealed interface Command {
  /// The arguments themselves, from a JSON array.
  record Exec(List<String> arguments) implements Command {
    /// Copies the arguments.
    public Exec {
      arguments = List.copyOf(arguments);
    }
  }

  /// A line for the shell in force.
  record Shell(String line) implements Command {}

  /// The arguments to start, with `shell` (`/bin/sh -c`, or what `SHELL` says) before a line, an
  /// empty one too.
  default List<String> arguments(List<String> shell) {
    return switch (this) {
      case Exec(var arguments) -> arguments;
      case Shell(var line) -> Stream.concat(shell.stream(), Stream.of(line)).toList();
    };
  }
}
