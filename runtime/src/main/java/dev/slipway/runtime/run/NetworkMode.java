package dev.slipway.runtime.run;

import java.util.Locale;

/// `--network`: a bridge of our own, the host's network as it is, or loopback alone.
public enum NetworkMode {
  BRIDGE,
  HOST,
  NONE,
  /// Another container's.
  CONTAINER;

  /// The word of `--network`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static NetworkMode of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
