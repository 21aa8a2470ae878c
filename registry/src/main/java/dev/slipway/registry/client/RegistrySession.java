package dev.slipway.registry.client;

import dev.slipway.registry.RetryPolicy;
import dev.slipway.registry.Timeouts;
import dev.slipway.registry.TransferEvent;
import dev.slipway.registry.TransferListener;
import dev.slipway.registry.auth.AuthTransport;
import dev.slipway.registry.auth.CredentialSource;
import dev.slipway.registry.hosts.ConfiguredEndpoints;
import dev.slipway.registry.hosts.HostFiles;
import dev.slipway.registry.transport.Connections;
import dev.slipway.registry.transport.DirectEndpoints;
import dev.slipway.registry.transport.EndpointTransport;
import dev.slipway.registry.transport.Endpoints;
import dev.slipway.registry.transport.HttpTransport;
import dev.slipway.registry.transport.RedirectTransport;
import dev.slipway.registry.transport.RetryTransport;
import dev.slipway.registry.transport.Transport;
import java.util.Map;
import java.util.function.Function;

/// Access to registries for one use: connections, tokens and what was learnt of hosts are shared by
/// all that is done through it.
public final class RegistrySession implements AutoCloseable {
  private final Settings settings;
  private final TransferListener listener;
  private final AuthTransport auth;
  private final Endpoints endpoints;
  private final RegistryClient client;
  private final HttpTransport http;

  /// What a session may do, and as whom.
  ///
  /// @param parallel layers at a time
  /// @param endpoints finds registries; given a transport without credentials
  public record Settings(
      Timeouts timeouts,
      RetryPolicy retries,
      int parallel,
      CredentialSource credentials,
      Connections connections,
      Function<Transport, Endpoints> endpoints) {
    public static Settings of(CredentialSource credentials) {
      return new Settings(
          Timeouts.DEFAULT,
          RetryPolicy.DEFAULT,
          4,
          credentials,
          Connections.USUAL,
          DirectEndpoints::new);
    }

    /// With hosts as the machine's files describe them.
    public Settings withHosts(HostFiles hosts, Map<String, String> environment) {
      return new Settings(
          timeouts,
          retries,
          parallel,
          credentials,
          new Connections(hosts::trust, environment::get),
          probe -> new ConfiguredEndpoints(hosts, probe));
    }

    public Settings withCredentials(CredentialSource value) {
      return new Settings(timeouts, retries, parallel, value, connections, endpoints);
    }

    public Settings withPatience(Timeouts timeouts, RetryPolicy retries) {
      return new Settings(timeouts, retries, parallel, credentials, connections, endpoints);
    }
  }

  private RegistrySession(Settings settings, TransferListener listener) {
    this.settings = settings;
    this.listener = serial(listener);
    this.http = new HttpTransport(settings.timeouts(), settings.connections());
    this.auth = new AuthTransport(retrying(http, settings, this.listener), settings.credentials());
    this.endpoints = settings.endpoints().apply(http);
    this.client = new RegistryClient(new EndpointTransport(auth, endpoints), this.listener);
  }

  private RegistrySession(RegistrySession shared, TransferListener listener) {
    this.settings = shared.settings;
    this.listener = serial(listener);
    this.http = shared.http;
    this.auth = shared.auth.by(retrying(http, settings, this.listener));
    this.endpoints = shared.endpoints;
    this.client = new RegistryClient(new EndpointTransport(auth, endpoints), this.listener);
  }

  private static Transport retrying(
      HttpTransport http, Settings settings, TransferListener listener) {
    return new RetryTransport(
        new RedirectTransport(http),
        settings.retries(),
        text -> listener.on(new TransferEvent.Notice(text)));
  }

  /// The same, telling somebody else. Ending one of both ends the other.
  public RegistrySession telling(TransferListener other) {
    return new RegistrySession(this, other);
  }

  public static RegistrySession open(Settings settings, TransferListener listener) {
    return new RegistrySession(settings, listener);
  }

  private static TransferListener serial(TransferListener listener) {
    Object one = new Object();
    return event -> {
      synchronized (one) {
        listener.on(event);
      }
    };
  }

  public RegistryClient client() {
    return client;
  }

  Endpoints endpoints() {
    return endpoints;
  }

  AuthTransport auth() {
    return auth;
  }

  public Settings settings() {
    return settings;
  }

  public TransferListener listener() {
    return listener;
  }

  /// Ends its connections: what is under way on them is lost. A request that comes later makes new
  /// ones.
  @Override
  public void close() {
    http.close();
  }
}
