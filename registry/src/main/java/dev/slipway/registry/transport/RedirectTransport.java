package dev.slipway.registry.transport;

import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/// Follows redirects. Credentials go to the host that they were meant for and to no other.
public final class RedirectTransport implements Transport {
  private static final int MOST = 10;

  /// What a host may see that the request was not meant for.
  private static final Set<String> PUBLIC =
      Set.of("Accept", "Range", "Content-Type", "Content-Range");

  private final Transport next;

  public RedirectTransport(Transport next) {
    this.next = next;
  }

  @Override
  public Response send(Request first) throws IOException, InterruptedException {
    Request request = first;
    for (int redirects = 0; redirects <= MOST; redirects++) {
      Response response = next.send(request);
      Optional<String> location = response.header("location");
      if (location.isEmpty() || !isFollowed(response.status(), request)) {
        return response;
      }
      response.close();
      request = redirected(request, location.get());
    }
    throw new IOException("stopped after " + MOST + " redirects");
  }

  private static boolean isFollowed(int status, Request request) {
    return switch (status) {
      case 301, 302, 303 -> request.isReading();
      case 307, 308 -> request.payload().isRepeatable();
      default -> false;
    };
  }

  private static Request redirected(Request request, String location) throws IOException {
    URI from = request.uri();
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException malformed) {
      throw new IOException("redirected to what is no address", malformed);
    }
    String scheme = String.valueOf(to.getScheme());
    if (to.getHost() == null || !(scheme.equals("http") || scheme.equals("https"))) {
      throw new IOException("redirected to what is no web address");
    }
    if (scheme.equals("http") && "https".equals(from.getScheme())) {
      throw new IOException("redirected from TLS to plain HTTP at " + to.getAuthority());
    }
    boolean same = from.getScheme().equals(scheme) && from.getAuthority().equals(to.getAuthority());
    return (same ? request : request.keeping(PUBLIC)).at(to);
  }
}
