package dev.slipway.builder;

import java.util.Optional;

/// What a `RUN` gets only where the build is allowed it: `--allow`.
public enum Entitlement {
  /// `RUN --network=host`.
  NETWORK_HOST("network.host"),
  /// `RUN --security=insecure`.
  SECURITY_INSECURE("security.insecure");

  private final String text;

  Entitlement(String text) {
    this.text = text;
  }

  /// As the command line has it.
  public String text() {
    return text;
  }

  /// Empty where there is none of that name.
  public static Optional<Entitlement> parse(String text) {
    for (Entitlement each : values()) {
      if (each.text.equals(text)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
