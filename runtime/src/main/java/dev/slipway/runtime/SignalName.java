package dev.slipway.runtime;

import dev.slipway.linux.Signals;
import java.util.Optional;
import java.util.OptionalInt;

/// A signal as users and images name it: `SIGTERM`, `TERM`, `15`, `SIGRTMIN+3`.
public record SignalName(String text, int number) {
  /// What a container is stopped with where nothing else is said.
  public static final SignalName TERM = new SignalName("SIGTERM", Signals.SIGTERM);

  /// Empty: there is no such signal.
  public static Optional<SignalName> of(String text) {
    OptionalInt number = Signals.number(text);
    return number.isPresent()
        ? Optional.of(new SignalName(text, number.getAsInt()))
        : Optional.empty();
  }
}
