package dev.slipway.runtime.isolation;

import java.nio.file.Path;

/// Which network namespace a container lives in.
public sealed interface NetworkChoice {
  /// The one of the process that starts it.
  record Host() implements NetworkChoice {}

  /// A new one with nothing but a loopback device.
  record None() implements NetworkChoice {}

  /// One that exists, as a file.
  record Existing(Path namespace) implements NetworkChoice {}
}
