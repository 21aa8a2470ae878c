package dev.slipway.builder.check;

import dev.slipway.dockerfile.ignore.IgnoreRules;

/// Where the context's ignore rules come from, asked for when the first copy from it is met.
@FunctionalInterface
public interface IgnoreSource {
  /// No rules.
  IgnoreSource NONE = () -> IgnoreRules.NONE;

  IgnoreRules rules();
}
