package dev.slipway.builder;

/// What of the network a `RUN` reaches: `--network`.
public enum NetworkAccess {
  /// One of the build's own.
  DEFAULT,
  /// Loopback only.
  NONE,
  /// The host's.
  HOST
}
