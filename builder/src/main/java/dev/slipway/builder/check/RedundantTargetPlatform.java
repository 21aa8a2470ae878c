package dev.slipway.builder.check;

import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.Variables;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.Rule;

/// `FROM --platform=$TARGETPLATFORM`, which is what a stage has anyway.
public final class RedundantTargetPlatform {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "RedundantTargetPlatform",
          "Setting platform to predefined $TARGETPLATFORM in FROM is redundant as this is the"
              + " default behavior",
          "redundant-target-platform");

  private static final String VARIABLE = "TARGETPLATFORM";

  private RedundantTargetPlatform() {}

  static void check(
      From from,
      Template platform,
      Template.Expansion expansion,
      Variables globals,
      Findings findings) {
    boolean alone =
        expansion.used().size() == 1
            && expansion.used().contains(VARIABLE)
            && expansion.missing().isEmpty();
    if (alone && expansion.value().equals(globals.get(VARIABLE))) {
      findings.add(
          RULE,
          from,
          "Setting platform to predefined "
              + platform.text()
              + " in FROM is redundant as this is the default behavior");
    }
  }
}
