package dev.slipway.registry.transport;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// One request.
///
/// @param uri absolute, or a path of the registry that the purpose names: `/v2/echo/tags/list`
public record Request(
    String method, URI uri, Map<String, String> headers, Payload payload, Purpose purpose) {
  public Request {
    headers = Map.copyOf(headers);
  }

  public static Request of(String method, URI uri, Purpose purpose) {
    return new Request(method, uri, Map.of(), Payload.NONE, purpose);
  }

  public static Request get(String path, Purpose purpose) {
    return of("GET", URI.create(path), purpose);
  }

  public static Request head(String path, Purpose purpose) {
    return of("HEAD", URI.create(path), purpose);
  }

  public Request with(String header, String value) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.put(header, value);
    return new Request(method, uri, changed, payload, purpose);
  }

  /// Without all other headers.
  public Request keeping(Set<String> names) {
    Map<String, String> changed = new LinkedHashMap<>(headers);
    changed.keySet().retainAll(names);
    return new Request(method, uri, changed, payload, purpose);
  }

  public Request at(URI other) {
    return new Request(method, other, headers, payload, purpose);
  }

  public Request withMethod(String other) {
    return new Request(other, uri, headers, payload, purpose);
  }

  public Request with(Payload other) {
    return new Request(method, uri, headers, other, purpose);
  }

  public boolean isReading() {
    return method.equals("GET") || method.equals("HEAD");
  }
}
