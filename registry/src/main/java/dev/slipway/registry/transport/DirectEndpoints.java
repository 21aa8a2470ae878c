package dev.slipway.registry.transport;

import dev.slipway.registry.Repository;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Registries where their names say: by TLS, but on this machine by plain HTTP where that is what
/// is spoken there.
public final class DirectEndpoints implements Endpoints {
  private static final String HUB = "registry-1.docker.io";

  private final Transport probe;
  private final Predicate<String> hasAuthority;
  private final Predicate<String> insecure;
  private final Map<String, Endpoint> known = new ConcurrentHashMap<>();

  /// @param probe sends without credentials and without trying again
  public DirectEndpoints(Transport probe) {
    this(probe, _ -> false, _ -> false);
  }

  /// @param hasAuthority whether a CA is known for a host: then TLS is spoken there
  /// @param insecure whether a host may speak plain HTTP, though it is not this machine
  public DirectEndpoints(
      Transport probe, Predicate<String> hasAuthority, Predicate<String> insecure) {
    this.probe = probe;
    this.hasAuthority = hasAuthority;
    this.insecure = insecure;
  }

  @Override
  public List<Endpoint> of(String registry) throws IOException, InterruptedException {
    Endpoint endpoint = known.get(registry);
    if (endpoint == null) {
      String host = host(registry);
      boolean maybe = isLoopback(host) || insecure.test(host);
      boolean plain = maybe && !hasAuthority.test(host) && speaksPlainHttp(host);
      endpoint = Endpoint.of(URI.create((plain ? "http://" : "https://") + host));
      known.put(registry, endpoint);
    }
    return List.of(endpoint);
  }

  /// Docker Hub has several names, and its API none of them.
  public static String host(String registry) {
    return isHub(registry) ? HUB : registry;
  }

  public static boolean isHub(String registry) {
    return switch (registry) {
      case "docker.io", "index.docker.io", "registry.hub.docker.com", HUB -> true;
      default -> false;
    };
  }

  /// @param authority a host, with or without a port
  public static boolean isLoopback(String authority) {
    String host = authority.toLowerCase(Locale.ROOT);
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end > 0 && host.substring(1, end).matches("(0*:)*0*:?0*1|::ffff:127\\..*");
    }
    int colon = host.indexOf(':');
    if (colon >= 0) {
      host = host.substring(0, colon);
    }
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.matches("127(\\.[0-9]{1,3}){3}");
  }

  /// A server of TLS answers plain HTTP with a 400, or with what is no HTTP.
  private boolean speaksPlainHttp(String host) throws IOException, InterruptedException {
    var purpose = new Purpose(new Repository(host, ""), "the API", List.of());
    URI address = URI.create("http://" + host + "/v2/");
    try (Response answer = probe.send(Request.of("GET", address, purpose))) {
      return answer.status() != 400;
    } catch (HttpTransport.Unreachable refused) {
      throw refused;
    } catch (IOException noHttp) {
      return !isTls(noHttp);
    }
  }

  private static boolean isTls(IOException broken) {
    String message = String.valueOf(broken.getMessage());
    return message.contains("Invalid status line") || message.contains("protocol");
  }
}
