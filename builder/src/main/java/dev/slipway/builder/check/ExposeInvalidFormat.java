package dev.slipway.builder.check;

import dev.slipway.dockerfile.Expose;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.Rule;

/// `EXPOSE 127.0.0.1:80:80`: an address or a host's port, which an image does not have.
public final class ExposeInvalidFormat {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "ExposeInvalidFormat",
          "IP address and host-port mapping should not be used in EXPOSE instruction. This will"
              + " become an error in a future release",
          "expose-invalid-format");

  private ExposeInvalidFormat() {}

  static void check(Expose expose, ExposedPort port, Findings findings) {
    if (!port.before().isEmpty()) {
      findings.add(
          RULE,
          expose,
          "EXPOSE instruction should not define an IP address or host-port mapping, found '"
              + port.written()
              + "'");
    }
  }
}
