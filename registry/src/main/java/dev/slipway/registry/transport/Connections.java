package dev.slipway.registry.transport;

import dev.slipway.image.web.EnvironmentProxies;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Timeouts;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// How hosts are connected to: the trust, the certificates and the proxy of each.
public final class Connections {
  /// As the environment of this process says, trusting whom this machine trusts.
  public static final Connections USUAL = new Connections(_ -> Trust.USUAL, System::getenv);

  private final Function<URI, Trust> trust;
  private final EnvironmentProxies proxies;

  /// @param trust in the host of an address
  public Connections(Function<URI, Trust> trust, UnaryOperator<@Nullable String> environment) {
    this.trust = trust;
    this.proxies = new EnvironmentProxies(environment);
  }

  /// Makes a client for a host. Redirects are ours to follow, because of what must not be sent
  /// along. Of plain HTTP only version 1.1: registries do not upgrade.
  HttpClient client(URI uri, Timeouts timeouts) {
    boolean _ = isProxied(uri); // A variable that cannot be read is told of here.
    boolean tls = uri.getScheme().equals("https");
    return HttpClient.newBuilder()
        .connectTimeout(timeouts.connect())
        .followRedirects(HttpClient.Redirect.NEVER)
        .proxy(proxies.selector())
        .version(tls ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
        .sslContext(tls ? TlsContexts.of(trust.apply(uri)) : new NoTls())
        .build();
  }

  /// What a proxy on the way wants to see beside what the registry does.
  Map<String, String> headers(URI uri) {
    return proxy(uri)
        .flatMap(EnvironmentProxies.WebProxy::authorization)
        .map(value -> Map.of("Proxy-Authorization", value))
        .orElse(Map.of());
  }

  /// Whether a proxy stands between.
  public boolean isProxied(URI uri) {
    return proxy(uri).isPresent();
  }

  private Optional<EnvironmentProxies.WebProxy> proxy(URI uri) {
    try {
      return proxies.find(uri);
    } catch (IllegalArgumentException mistake) {
      throw RegistryException.of(
          String.valueOf(mistake.getMessage()), "write HTTPS_PROXY=http://host:port", mistake);
    }
  }
}
