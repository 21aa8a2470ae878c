package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.grammar.ParsedOptions;

/// `--pull`: when a container's image is fetched from its registry.
enum PullPolicy {
  ALWAYS,
  MISSING,
  NEVER;

  static PullPolicy of(ParsedOptions options) {
    String policy = options.text(ContainerOptions.PULL);
    return switch (policy) {
      case "always" -> ALWAYS;
      case "missing" -> MISSING;
      case "never" -> NEVER;
      default ->
          throw CommandException.usage(
              "invalid pull option: '"
                  + policy
                  + "': must be one of \"always\", \"missing\" or"
                  + " \"never\"",
              null);
    };
  }
}
