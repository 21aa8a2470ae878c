package dev.slipway.registry.transport;

import java.net.URI;

/// Where a registry's API is.
///
/// @param base scheme and authority, with the path that stands before `/v2/`, if any
/// @param mirror whether it is a copy, which may lack what the registry has
public record Endpoint(URI base, boolean mirror, boolean mayPush) {
  public static Endpoint of(URI base) {
    return new Endpoint(base, false, true);
  }

  /// The address of a path of the API.
  URI resolve(URI path) {
    String prefix = base.toString();
    return URI.create(
        (prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix) + path);
  }
}
