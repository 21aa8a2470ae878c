package dev.slipway.runtime.network;

import dev.slipway.image.Digest;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The networks that every host has.
public final class BuiltInNetwork {
  public static final List<String> NAMES = List.of("bridge", "host", "none");

  private BuiltInNetwork() {}

  /// The same on every host, as nothing was made that could have one of its own.
  public static String id(String name) {
    return Digest.sha256(("network " + name).getBytes(StandardCharsets.UTF_8)).hex();
  }

  public static String driver(String name) {
    return name.equals("none") ? "null" : name;
  }
}
