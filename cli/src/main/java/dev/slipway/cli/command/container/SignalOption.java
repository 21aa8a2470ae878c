package dev.slipway.cli.command.container;

import dev.slipway.cli.CommandException;
import dev.slipway.linux.Signals;

/// The values of `--signal`.
final class SignalOption {
  private SignalOption() {}

  static int number(String text) {
    return Signals.number(text)
        .orElseThrow(() ->
            new CommandException(
                "invalid signal: " + text, "remedy: name one as TERM, SIGTERM or 15"));
  }
}
