package dev.slipway.runtime.step;

import java.nio.file.Path;

/// The network of a step.
public sealed interface StepNetwork {
  /// The host's own.
  record Host() implements StepNetwork {}

  /// A loopback device, nothing else.
  record None() implements StepNetwork {}

  /// A network namespace that exists.
  ///
  /// @param namespace its file
  /// @param resolvConf the text of `/etc/resolv.conf`
  record Namespace(Path namespace, String resolvConf) implements StepNetwork {}
}
