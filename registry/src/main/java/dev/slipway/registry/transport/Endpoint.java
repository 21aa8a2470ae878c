package dev.slipway.registry.transport;

import java.net.URI;

/// Where a registry's API is.
///
/// @param base scheme and authority, with the path that stands before `/v2/`, if any
/// @param mirror whether it is a copy, which may lack what the registry has
/// @param whole whether `base` already ends with what stands in the place of `/v2`
public record Endpoint(URI base, boolean mirror, boolean mayPush, boolean whole) {
  public static Endpoint of(URI base) {
    return new Endpoint(base, false, true, false);
  }

  /// The address of a path of the API.
  URI resolve(URI path) {
    String prefix = base.toString().replaceFirst("/$", "");
    return URI.create(prefix + (whole ? path.toString().substring("/v2".length()) : path));
  }
}
