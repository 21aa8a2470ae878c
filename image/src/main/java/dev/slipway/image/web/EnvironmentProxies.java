package dev.slipway.image.web;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The proxies of `HTTP_PROXY`, `HTTPS_PROXY`, `ALL_PROXY` and `NO_PROXY`, in capitals or small
/// letters, by Go's rules: this machine itself is reached without one.
public final class EnvironmentProxies {
  /// Java leaves a proxy's password out of HTTPS unless it is told otherwise before its first
  /// request.
  private static final String TUNNELING = "jdk.http.auth.tunneling.disabledSchemes";

  static {
    if (System.getProperty(TUNNELING) == null) {
      System.setProperty(TUNNELING, "");
    }
  }

  private final UnaryOperator<@Nullable String> environment;

  /// @param environment variables by name, null where one is not set
  public EnvironmentProxies(UnaryOperator<@Nullable String> environment) {
    this.environment = environment;
  }

  /// A proxy, and what it is told to let the caller through.
  public record WebProxy(InetSocketAddress address, Optional<String> authorization) {}

  /// The proxy that leads to `target`; empty where none does.
  ///
  /// @throws IllegalArgumentException what is wrong with the variable that names it
  public Optional<WebProxy> find(URI target) {
    String host = target.getHost();
    if (host == null || isThisMachine(host) || isExcepted(host, target)) {
      return Optional.empty();
    }
    boolean secure = "https".equals(target.getScheme());
    String name = secure ? "HTTPS_PROXY" : "HTTP_PROXY";
    String value = variable(name);
    if (value.isEmpty()) {
      name = "ALL_PROXY";
      value = variable(name);
    }
    return value.isEmpty() ? Optional.empty() : Optional.of(parse(name, value));
  }

  private String variable(String name) {
    String upper = environment.apply(name);
    String value = upper == null ? environment.apply(name.toLowerCase(Locale.ROOT)) : upper;
    return value == null ? "" : value.strip();
  }

  private static WebProxy parse(String name, String value) {
    URI uri;
    try {
      uri = new URI(value.contains("://") ? value : "http://" + value);
    } catch (URISyntaxException mistake) {
      throw new IllegalArgumentException(name + " is no address: " + mistake.getReason(), mistake);
    }
    if (!"http".equals(uri.getScheme())) {
      throw new IllegalArgumentException(
          name + " names a proxy of the kind " + uri.getScheme() + ": http:// proxies are known");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(name + " names no host");
    }
    int port = uri.getPort() < 0 ? 80 : uri.getPort();
    return new WebProxy(
        InetSocketAddress.createUnresolved(uri.getHost(), port),
        Optional.ofNullable(uri.getUserInfo()).map(EnvironmentProxies::basic));
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isThisMachine(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || host.startsWith("127.")
        || host.equals("[::1]");
  }

  private boolean isExcepted(String host, URI target) {
    for (String word : variable("NO_PROXY").split(",")) {
      if (matches(word.strip().toLowerCase(Locale.ROOT), host.toLowerCase(Locale.ROOT), target)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String word, String host, URI target) {
    if (word.isEmpty()) {
      return false;
    }
    if (word.equals("*")) {
      return true;
    }
    if (word.indexOf('/') > 0) {
      return isInNetwork(word, host);
    }
    String name = word;
    int colon = word.lastIndexOf(':');
    if (colon > 0 && word.indexOf(':') == colon) {
      if (!word.substring(colon + 1).equals(String.valueOf(port(target)))) {
        return false;
      }
      name = word.substring(0, colon);
    }
    name = name.startsWith("*.") ? name.substring(1) : name;
    return name.startsWith(".")
        ? host.endsWith(name)
        : host.equals(name) || host.endsWith("." + name) || host.equals("[" + name + "]");
  }

  private static int port(URI target) {
    if (target.getPort() >= 0) {
      return target.getPort();
    }
    return "https".equals(target.getScheme()) ? 443 : 80;
  }

  /// Whether a host is an address in a network, `10.0.0.0/8`. No name is looked up.
  public static boolean isInNetwork(String network, String host) {
    try {
      int slash = network.indexOf('/');
      byte[] base = InetAddress.ofLiteral(network.substring(0, slash)).getAddress();
      byte[] address = InetAddress.ofLiteral(host.replaceAll("[\\[\\]]", "")).getAddress();
      int bits = Integer.parseInt(network.substring(slash + 1));
      if (base.length != address.length || bits < 0 || bits > base.length * 8) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> bit % 8;
        if ((base[bit / 8] & mask) != (address[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    } catch (IllegalArgumentException notAddresses) {
      return false;
    }
  }

  /// The same for Java's HTTP client. Made for a client: to load what it is takes a millisecond,
  /// and most commands ask nobody.
  public ProxySelector selector() {
    return new Selector(this);
  }

  private static final class Selector extends ProxySelector {
    private final EnvironmentProxies proxies;

    Selector(EnvironmentProxies proxies) {
      this.proxies = proxies;
    }

    @Override
    public List<Proxy> select(@Nullable URI target) {
      return target == null
          ? List.of(Proxy.NO_PROXY)
          : proxies
              .find(target)
              .map(proxy -> new Proxy(Proxy.Type.HTTP, resolved(proxy.address())))
              .stream()
              .toList();
    }

    private static InetSocketAddress resolved(InetSocketAddress address) {
      return new InetSocketAddress(address.getHostString(), address.getPort());
    }

    @Override
    public void connectFailed(
        @Nullable URI target, @Nullable SocketAddress address, @Nullable IOException failure) {
      // The request fails with it.
    }
  }
}
