package dev.slipway.cli.command.network;

import dev.slipway.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The networks that every host has.
final class BuiltInNetwork {
  static final List<String> NAMES = List.of("bridge", "host", "none");

  private BuiltInNetwork() {}

  /// The same on every host, as nothing was made that could have one of its own.
  static String id(String name) {
    return Digest.sha256(("network " + name).getBytes(StandardCharsets.UTF_8)).hex();
  }

  static String driver(String name) {
    return name.equals("none") ? "null" : name;
  }
}
