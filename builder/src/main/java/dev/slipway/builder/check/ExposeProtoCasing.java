package dev.slipway.builder.check;

import dev.slipway.dockerfile.Expose;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.Rule;
import java.util.Locale;

/// `EXPOSE 80/TCP`.
public final class ExposeProtoCasing {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "ExposeProtoCasing",
          "Protocol in EXPOSE instruction should be lowercase",
          "expose-proto-casing");

  private ExposeProtoCasing() {}

  static void check(Expose expose, ExposedPort port, Findings findings) {
    if (!port.protocol().equals(port.protocol().toLowerCase(Locale.ROOT))) {
      findings.add(
          RULE,
          expose,
          "Defined protocol '" + port.written() + "' in EXPOSE instruction should be lowercase");
    }
  }
}
