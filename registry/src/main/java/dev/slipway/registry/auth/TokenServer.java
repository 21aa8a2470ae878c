package dev.slipway.registry.auth;

import dev.slipway.registry.RegistryException;
import dev.slipway.registry.json.JsonObject;
import dev.slipway.registry.transport.DirectEndpoints;
import dev.slipway.registry.transport.Payload;
import dev.slipway.registry.transport.Purpose;
import dev.slipway.registry.transport.Request;
import dev.slipway.registry.transport.Response;
import dev.slipway.registry.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Asks the server that a Bearer challenge names for tokens, by Docker's protocol (distribution,
/// "Token Authentication") and for identity tokens by its form of OAuth 2.
final class TokenServer {
  private static final String CLIENT = "slipway";
  private static final int LARGEST_ANSWER = 1 << 20;
  private static final long DEFAULT_SECONDS = 60;

  private final Transport transport;
  private final InstantSource clock;

  TokenServer(Transport transport, InstantSource clock) {
    this.transport = transport;
    this.clock = clock;
  }

  /// @param host of the registry, for which the credentials are
  /// @param offline whether a token to keep is wanted too
  Token fetch(
      String host,
      Challenge challenge,
      List<String> scopes,
      Credentials credentials,
      Purpose purpose,
      boolean offline)
      throws IOException, InterruptedException {
    URI realm = realm(host, challenge, credentials);
    var about =
        new Purpose(
            purpose.repository(),
            "a token of " + realm.getAuthority() + " for " + purpose.what(),
            List.of());
    Request request =
        switch (credentials) {
          case Credentials.IdentityToken identity ->
              refresh(realm, challenge, scopes, identity, about);
          case Credentials.Password password ->
              get(realm, challenge, scopes, password.user(), offline, about)
                  .with("Authorization", password.basic());
          case Credentials.Anonymous _, Credentials.RegistryToken _ ->
              get(realm, challenge, scopes, "", offline, about);
        };
    try (Response response = transport.send(request)) {
      if (!response.isSuccess()) {
        throw refused(host, realm, response, credentials);
      }
      return token(response.document(LARGEST_ANSWER), realm, clock.instant());
    }
  }

  private static URI realm(String host, Challenge challenge, Credentials credentials) {
    URI realm;
    try {
      realm = URI.create(challenge.parameter("realm"));
    } catch (IllegalArgumentException malformed) {
      throw noRealm(host, challenge);
    }
    String scheme = String.valueOf(realm.getScheme());
    if (realm.getHost() == null || !(scheme.equals("https") || scheme.equals("http"))) {
      throw noRealm(host, challenge);
    }
    boolean secret = !(credentials instanceof Credentials.Anonymous);
    boolean open = scheme.equals("http") && !DirectEndpoints.isLoopback(realm.getAuthority());
    if (secret && open && !DirectEndpoints.isLoopback(host)) {
      throw RegistryException.of(
          host + " wants the password to be sent in plain text to " + realm.getAuthority(),
          "ask who runs the registry to name its token server by https, or log out of it");
    }
    return realm;
  }

  private static RegistryException noRealm(String host, Challenge challenge) {
    return RegistryException.of(
        host
            + " asks for a token and does not say where: realm=\""
            + challenge.parameter("realm")
            + "\"",
        "ask who runs the registry to set its token server's address");
  }

  private static Request get(
      URI realm,
      Challenge challenge,
      List<String> scopes,
      String user,
      boolean offline,
      Purpose about) {
    List<String> query = new ArrayList<>();
    String service = challenge.parameter("service");
    if (!service.isEmpty()) {
      query.add("service=" + encoded(service));
    }
    scopes.forEach(scope -> query.add("scope=" + encoded(scope)));
    if (!user.isEmpty()) {
      query.add("account=" + encoded(user));
    }
    if (offline) {
      query.add("offline_token=true");
      query.add("client_id=" + CLIENT);
    }
    String separator = realm.getRawQuery() == null ? "?" : "&";
    String address =
        query.isEmpty() ? realm.toString() : realm + separator + String.join("&", query);
    return Request.of("GET", URI.create(address), about);
  }

  private static Request refresh(
      URI realm,
      Challenge challenge,
      List<String> scopes,
      Credentials.IdentityToken identity,
      Purpose about) {
    String form =
        "grant_type=refresh_token&service="
            + encoded(challenge.parameter("service"))
            + "&client_id="
            + CLIENT
            + "&scope="
            + encoded(String.join(" ", scopes))
            + "&refresh_token="
            + encoded(identity.token());
    return Request.of("POST", realm, about)
        .with("Content-Type", "application/x-www-form-urlencoded")
        .with(new Payload.Bytes(form.getBytes(StandardCharsets.UTF_8)));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static RegistryException refused(
      String host, URI realm, Response response, Credentials credentials) {
    int status = response.status();
    String who = realm.getAuthority() + ", which gives tokens for " + host + ",";
    if (status == 401 || status == 403) {
      String hint =
          credentials instanceof Credentials.Anonymous
              ? "log in first: slipway login " + host
              : "check user and password: slipway login " + host;
      return RegistryException.ofStatus(
          status, "unauthorized: " + who + " refused the credentials (" + status + ")", hint);
    }
    return RegistryException.ofStatus(
        status, who + " answered " + status, "try again later, or ask who runs " + realm.getHost());
  }

  private static Token token(byte[] answer, URI realm, Instant now) {
    JsonObject json;
    try {
      json = JsonObject.parse(answer);
    } catch (IllegalArgumentException malformed) {
      throw RegistryException.of(
          realm.getAuthority() + " answered with what is no token: " + malformed.getMessage(),
          "check the address of the registry",
          malformed);
    }
    String value = json.text("token").isEmpty() ? json.text("access_token") : json.text("token");
    if (value.isEmpty() || !value.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw RegistryException.of(
          realm.getAuthority() + " answered without a token", "ask who runs the registry");
    }
    long seconds = Math.max(DEFAULT_SECONDS, json.number("expires_in").orElse(DEFAULT_SECONDS));
    Optional<Instant> ends = Optional.of(now.plusSeconds(Math.min(seconds, 86_400)));
    return new Token(value, ends.get(), json.text("refresh_token"));
  }
}
