package dev.slipway.registry.transport;

import dev.slipway.registry.Timeouts;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;

/// How hosts are connected to.
public interface Connections {
  /// Makes a client for a host.
  HttpClient client(URI uri, Timeouts timeouts);

  /// As the JVM does it. Of plain HTTP only version 1.1: registries do not upgrade.
  Connections PLAIN = (uri, timeouts) -> base(uri, timeouts).build();

  /// What all clients have in common. Redirects are ours to follow, because of what must not be
  /// sent along.
  static HttpClient.Builder base(URI uri, Timeouts timeouts) {
    return HttpClient.newBuilder()
        .connectTimeout(timeouts.connect())
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(ProxySelector.getDefault())
        .version(
            uri.getScheme().equals("https")
                ? HttpClient.Version.HTTP_2
                : HttpClient.Version.HTTP_1_1);
  }
}
