package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.Maintainer;

/// `MAINTAINER`, which a label has replaced.
public final class MaintainerDeprecated {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "MaintainerDeprecated",
          "The MAINTAINER instruction is deprecated, use a label instead to define an image author",
          "maintainer-deprecated");

  private MaintainerDeprecated() {}

  static void check(Maintainer maintainer, Findings findings) {
    findings.add(RULE, maintainer, "Maintainer instruction is deprecated in favor of using label");
  }
}
