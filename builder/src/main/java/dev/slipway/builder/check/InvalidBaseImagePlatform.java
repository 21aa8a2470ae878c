package dev.slipway.builder.check;

import dev.slipway.builder.lower.GoFormat;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.Rule;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.Platform;

/// A base image that is there for another operating system or architecture than the build is for.
public final class InvalidBaseImagePlatform {
  /// What it is called.
  public static final Rule RULE =
      Rule.withoutPage(
          "InvalidBaseImagePlatform",
          "Base image platform does not match expected target platform");

  private InvalidBaseImagePlatform() {}

  static void check(
      Span place, String name, ImageConfig image, Platform expected, Findings findings) {
    Platform actual = image.platform();
    if (!actual.os().equals(expected.os())
        || !actual.architecture().equals(expected.architecture())) {
      findings.addToFile(
          RULE,
          place,
          "Base image "
              + name
              + " was pulled with platform "
              + GoFormat.quoted(actual.format())
              + ", expected "
              + GoFormat.quoted(expected.format())
              + " for current build");
    }
  }
}
