package dev.slipway.improve.prove;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The file after one of its changes.
///
/// @param what was changed; empty for the original
/// @param built null where it does not build by itself
/// @param risky how many weaknesses of security are found in it
/// @param others how many other weaknesses
public record Rung(String what, @Nullable Built built, int risky, int others) {

  /// What its image and its builds are like.
  ///
  /// @param size of its image, in bytes
  /// @param packages how many are in it, as the records of dpkg and apk say
  /// @param cold how long its build takes when nothing but the base is there: no step's result, no
  ///   cache mount
  /// @param edited how long the build takes after that when a source was edited; null where the
  ///   context has none that could be
  public record Built(long size, int packages, Duration cold, @Nullable Duration edited) {}
}
