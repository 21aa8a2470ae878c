package dev.slipway.registry.transport;

import java.net.URI;
import java.util.Map;

/// Where a registry's API is.
///
/// @param base scheme and authority, with the path that stands before `/v2/`, if any
/// @param mirror whether it is a copy, which may lack what the registry has
/// @param headers that it wants to see with every request, by name
/// @param whole whether `base` already ends with what stands in the place of `/v2`
public record Endpoint(
    URI base, boolean mirror, boolean mayPush, boolean whole, Map<String, String> headers) {
  public Endpoint {
    headers = Map.copyOf(headers);
  }

  public static Endpoint of(URI base) {
    return new Endpoint(base, false, true, false, Map.of());
  }

  /// The address of a path of the API.
  URI resolve(URI path) {
    String prefix = base.toString().replaceFirst("/$", "");
    return URI.create(prefix + (whole ? path.toString().substring("/v2".length()) : path));
  }

  /// The same request with what this place wants to see.
  Request introduced(Request request) {
    Request introduced = request;
    for (var header : headers.entrySet()) {
      introduced = introduced.with(header.getKey(), header.getValue());
    }
    return introduced;
  }

  boolean isAt(URI address) {
    return base.getScheme().equals(address.getScheme())
        && base.getAuthority().equals(address.getAuthority());
  }
}
