package dev.slipway.engine.registry;

import dev.slipway.registry.auth.Credentials;
import dev.slipway.registry.auth.Credentials.Password;
import dev.slipway.registry.auth.DockerConfig;
import dev.slipway.registry.client.RegistryLogin;
import dev.slipway.registry.client.RegistrySession;
import dev.slipway.registry.transport.DirectEndpoints;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Who the user is to registries, kept where Docker keeps it.
public final class Logins {
  private static final String HUB = "docker.io";

  private final RegistrySession.Settings settings;
  private final DockerConfig config;

  Logins(RegistrySession.Settings settings, DockerConfig config) {
    this.settings = settings;
    this.config = config;
  }

  /// Where credentials were put.
  ///
  /// @param inFile the file that has them in plain text; empty where a program keeps them
  public record Kept(Optional<Path> inFile) {}

  /// The registry that a user means: with or without a scheme, none for Docker Hub.
  public static String registry(String server) {
    String bare = server.replaceFirst("^[Hh][Tt][Tt][Pp][Ss]?://", "");
    int slash = bare.indexOf('/');
    String authority = slash < 0 ? bare : bare.substring(0, slash);
    return authority.isEmpty() || DirectEndpoints.isHub(authority) ? HUB : authority;
  }

  /// As Docker names it.
  public static String shown(String registry) {
    return DockerConfig.key(registry);
  }

  /// A password that is kept already.
  public Optional<Password> known(String registry) throws IOException, InterruptedException {
    Credentials known = config.find(registry);
    return known instanceof Password password ? Optional.of(password) : Optional.empty();
  }

  /// Tries the credentials, and keeps them, or the token that the registry gives in their place.
  public Kept login(String registry, Password password) throws IOException, InterruptedException {
    Credentials kept = new RegistryLogin(settings).login(registry, password);
    return new Kept(config.store(registry, kept));
  }

  /// @return whether there was something to forget
  public boolean logout(String registry) throws IOException, InterruptedException {
    return config.erase(registry);
  }
}
