package dev.slipway.registry.client;

import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import dev.slipway.registry.TransferListener;
import dev.slipway.registry.auth.Credentials;
import dev.slipway.registry.hosts.HostFiles;
import dev.slipway.registry.transport.DirectEndpoints;
import dev.slipway.registry.transport.Endpoint;
import dev.slipway.registry.transport.Purpose;
import dev.slipway.registry.transport.Request;
import dev.slipway.registry.transport.Response;
import dev.slipway.registry.transport.TlsContexts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// Walks the way to a registry step by step, and says where it ends and why.
public final class RegistryCheck {
  private final RegistrySession.Settings settings;
  private final HostFiles hosts;
  private final Consumer<Step> told;

  /// One step.
  ///
  /// @param remedy null where it went well
  public record Step(String name, boolean good, String text, @Nullable String remedy) {}

  /// @param told is told of each step when it is done
  public RegistryCheck(RegistrySession.Settings settings, HostFiles hosts, Consumer<Step> told) {
    this.settings = settings;
    this.hosts = hosts;
    this.told = told;
  }

  /// @return whether all of it went well
  public boolean check(String registry) throws IOException, InterruptedException {
    try (RegistrySession session = RegistrySession.open(settings, TransferListener.NONE)) {
      return check(registry, session);
    }
  }

  private boolean check(String registry, RegistrySession session)
      throws IOException, InterruptedException {
    String authority = DirectEndpoints.host(registry);
    URI guess = URI.create("https://" + authority);
    boolean proxied = settings.connections().isProxied(guess);
    if (!proxied && !(resolve(guess) && connect(guess))) {
      return false;
    }
    List<Endpoint> endpoints;
    try {
      endpoints = session.endpoints().of(registry);
    } catch (IOException broken) {
      bad("protocol", String.valueOf(broken.getMessage()), "check the host and its port");
      return false;
    }
    for (Endpoint endpoint : endpoints) {
      good(endpoint.mirror() ? "mirror" : "address", endpoint.base().toString());
    }
    URI base = endpoints.getLast().base();
    boolean tls = proxied || !"https".equals(base.getScheme()) || handshake(base);
    return tls && login(base.getAuthority()) && api(session, registry);
  }

  private void good(String name, String text) {
    told.accept(new Step(name, true, text, null));
  }

  private void bad(String name, String text, String remedy) {
    told.accept(new Step(name, false, text, remedy));
  }

  private boolean resolve(URI address) {
    try {
      List<String> addresses = new ArrayList<>();
      for (InetAddress each : InetAddress.getAllByName(address.getHost())) {
        addresses.add(each.getHostAddress());
      }
      good("name", address.getHost() + " is " + String.join(", ", addresses));
      return true;
    } catch (UnknownHostException unknown) {
      bad("name", address.getHost() + " has no address", "check the name, and /etc/resolv.conf");
      return false;
    }
  }

  private int port(URI address) {
    if (address.getPort() >= 0) {
      return address.getPort();
    }
    return "http".equals(address.getScheme()) ? 80 : 443;
  }

  private Socket open(URI address) throws IOException {
    var socket = new Socket();
    int patience = Math.toIntExact(settings.timeouts().connect().toMillis());
    socket.connect(new InetSocketAddress(address.getHost(), port(address)), patience);
    socket.setSoTimeout(patience);
    return socket;
  }

  private boolean connect(URI address) {
    try (Socket socket = open(address)) {
      good("connection", "port " + socket.getPort() + " is open");
      return true;
    } catch (IOException refused) {
      bad(
          "connection",
          "port " + port(address) + ": " + refused.getMessage(),
          "check that the registry is running there, and the firewall between");
      return false;
    }
  }

  private boolean handshake(URI address) {
    try (Socket socket = open(address);
        SSLSocket tls =
            (SSLSocket)
                TlsContexts.of(hosts.trust(address))
                    .getSocketFactory()
                    .createSocket(socket, address.getHost(), port(address), true)) {
      SSLParameters parameters = tls.getSSLParameters();
      if (!hosts.trust(address).unverified()) {
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
      }
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      good("tls", describe(tls.getSession()));
      return true;
    } catch (SSLException refused) {
      bad(
          "tls",
          Failures.reason(refused),
          "a CA of your own goes to /etc/docker/certs.d/" + address.getAuthority() + "/ca.crt");
      return false;
    } catch (IOException broken) {
      bad("tls", String.valueOf(broken.getMessage()), "try again; check what lies between");
      return false;
    }
  }

  private static String describe(SSLSession session) throws IOException {
    String text = session.getProtocol();
    if (session.getPeerCertificates()[0] instanceof X509Certificate own) {
      text +=
          ", "
              + own.getSubjectX500Principal().getName()
              + ", issued by "
              + own.getIssuerX500Principal().getName()
              + ", until "
              + own.getNotAfter().toInstant();
    }
    return text;
  }

  private boolean login(String host) throws IOException, InterruptedException {
    try {
      good(
          "credentials",
          switch (settings.credentials().find(host)) {
            case Credentials.Anonymous _ -> "none are kept for " + host;
            case Credentials.Password password -> "the password of " + password.user();
            case Credentials.IdentityToken _ -> "an identity token";
            case Credentials.RegistryToken _ -> "a registry token";
          });
      return true;
    } catch (RegistryException unusable) {
      bad("credentials", String.valueOf(unusable.getMessage()), String.valueOf(unusable.hint()));
      return false;
    }
  }

  private boolean api(RegistrySession session, String registry) throws InterruptedException {
    var purpose = new Purpose(new Repository(registry, ""), "the API", List.of());
    try (Response response = session.client().call(Request.get("/v2/", purpose))) {
      String version = response.header("docker-distribution-api-version").orElse("not named");
      if (response.isSuccess()) {
        good("api", "/v2/ answers " + response.status() + ", version " + version);
        return true;
      }
      RegistryException refused = Failures.of(response, purpose);
      String asked = String.join(" | ", response.values("www-authenticate"));
      bad(
          "api",
          "/v2/ answers "
              + response.status()
              + (asked.isEmpty() ? "" : " and asks for " + Failures.printable(asked)),
          String.valueOf(refused.hint()));
      return false;
    } catch (RegistryException broken) {
      bad("api", String.valueOf(broken.getMessage()), String.valueOf(broken.hint()));
      return false;
    }
  }
}
