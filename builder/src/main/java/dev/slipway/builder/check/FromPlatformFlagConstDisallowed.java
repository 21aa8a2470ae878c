package dev.slipway.builder.check;

import dev.slipway.builder.lower.GoFormat;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Template;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.Rule;
import dev.slipway.image.ImageException;
import dev.slipway.image.Platform;

/// `FROM --platform=linux/amd64`, unless the stage's name says that it is meant.
public final class FromPlatformFlagConstDisallowed {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "FromPlatformFlagConstDisallowed",
          "FROM --platform flag should not use a constant value",
          "from-platform-flag-const-disallowed");

  private FromPlatformFlagConstDisallowed() {}

  static void check(From from, Template.Expansion expansion, Findings findings) {
    if (!expansion.used().isEmpty() || !expansion.missing().isEmpty()) {
      return;
    }
    Platform platform;
    try {
      platform = Platform.parse(expansion.value());
    } catch (ImageException _) {
      return; // The build says what is wrong.
    }
    String stage = from.name() == null ? "" : from.name().text();
    if (!stage.contains(platform.os()) && !stage.contains(platform.architecture())) {
      findings.add(
          RULE,
          from,
          "FROM --platform flag should not use constant value "
              + GoFormat.quoted(expansion.value()));
    }
  }
}
