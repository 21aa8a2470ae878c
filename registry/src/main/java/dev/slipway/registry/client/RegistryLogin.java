package dev.slipway.registry.client;

import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import dev.slipway.registry.TransferListener;
import dev.slipway.registry.auth.AuthTransport;
import dev.slipway.registry.auth.Credentials;
import dev.slipway.registry.auth.Credentials.Password;
import dev.slipway.registry.transport.Purpose;
import dev.slipway.registry.transport.Request;
import dev.slipway.registry.transport.Response;
import java.util.List;

/// Tries credentials at a registry.
public final class RegistryLogin {
  private final RegistrySession.Settings settings;

  public RegistryLogin(RegistrySession.Settings settings) {
    this.settings = settings;
  }

  /// @return what is to be kept: the password, or a token that the registry gave in its place
  /// @throws RegistryException the registry does not take them
  public Credentials login(String registry, Password password) throws InterruptedException {
    try (RegistrySession session =
        RegistrySession.open(settings.withCredentials(_ -> password), TransferListener.NONE)) {
      return login(registry, password, session);
    }
  }

  private static Credentials login(String registry, Password password, RegistrySession session)
      throws InterruptedException {
    var purpose = new Purpose(new Repository(registry, ""), "the API", List.of());
    AuthTransport auth = session.auth().askingForTokensToKeep();
    try (Response response = session.client().call(Request.get("/v2/", purpose))) {
      if (response.status() == 200) {
        return auth.tokenToKeep(password);
      }
      if (response.status() == 401 || response.status() == 403) {
        throw RegistryException.ofStatus(
            response.status(),
            "login attempt to "
                + registry
                + " failed: unauthorized: incorrect username or password",
            "check both; with two-factor login the registry wants an access token as password");
      }
      throw Failures.of(response, purpose);
    }
  }
}
