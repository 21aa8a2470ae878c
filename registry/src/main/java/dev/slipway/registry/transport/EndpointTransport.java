package dev.slipway.registry.transport;

import dev.slipway.registry.RegistryException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives requests for a path of a registry its address, and asks its mirrors first for what may be
/// read there.
public final class EndpointTransport implements Transport {
  private final Transport next;
  private final Endpoints endpoints;

  public EndpointTransport(Transport next, Endpoints endpoints) {
    this.next = next;
    this.endpoints = endpoints;
  }

  @Override
  public Response send(Request request) throws IOException, InterruptedException {
    String registry = request.purpose().repository().registry();
    List<Endpoint> all = endpoints.of(registry);
    if (request.uri().isAbsolute()) {
      return next.send(introduced(request, all));
    }
    Endpoint last = all.getLast();
    for (Endpoint endpoint : all.subList(0, all.size() - 1)) {
      if (request.isReading() || endpoint.mayPush()) {
        Response response = tryMirror(request, endpoint, registry);
        if (response != null) {
          return response;
        }
      }
    }
    return next.send(last.introduced(request.at(last.resolve(request.uri()))));
  }

  /// Uploads go on at addresses that the registry gives; mostly they are its own.
  private static Request introduced(Request request, List<Endpoint> all) {
    for (Endpoint endpoint : all) {
      if (endpoint.isAt(request.uri())) {
        return endpoint.introduced(request);
      }
    }
    return request;
  }

  /// Null where the mirror cannot help.
  private @Nullable Response tryMirror(Request request, Endpoint mirror, String registry)
      throws InterruptedException {
    try {
      Response response =
          next.send(mirror.introduced(request.at(named(mirror.resolve(request.uri()), registry))));
      if (response.isSuccess()) {
        return response;
      }
      response.close();
    } catch (IOException | RegistryException unreachable) {
      // The registry itself is asked next.
    }
    return null;
  }

  /// A mirror of several registries is told which one is meant, as containerd does.
  private static URI named(URI address, String registry) {
    String separator = address.getRawQuery() == null ? "?" : "&";
    return URI.create(address + separator + "ns=" + registry);
  }
}
