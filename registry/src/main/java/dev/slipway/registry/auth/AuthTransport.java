package dev.slipway.registry.auth;

import dev.slipway.registry.transport.Purpose;
import dev.slipway.registry.transport.Request;
import dev.slipway.registry.transport.Response;
import dev.slipway.registry.transport.Transport;
import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Says who the user is where a registry asks for it. What a host asked for once it is given at
/// once from then on; threads that need the same token wait for one of them to fetch it.
public final class AuthTransport implements Transport {
  private static final String HEADER = "Authorization";

  private final Transport next;
  private final CredentialSource credentials;
  private final TokenServer server;
  private final InstantSource clock = InstantSource.system();
  private final Map<String, Challenge> challenges;
  private final Map<TokenKey, TokenSlot> tokens;
  private final Map<String, CredentialSlot> users;

  private volatile boolean offline;
  private volatile String toKeep = "";

  private record TokenKey(String host, List<String> scopes) {}

  /// Filled by one thread, while the others wait for it.
  private static final class TokenSlot {
    @Nullable Token token;
  }

  private static final class CredentialSlot {
    @Nullable Credentials found;
  }

  /// @param next also carries the requests for tokens
  public AuthTransport(Transport next, CredentialSource credentials) {
    this.next = next;
    this.credentials = credentials;
    this.server = new TokenServer(next, clock);
    this.challenges = new ConcurrentHashMap<>();
    this.tokens = new ConcurrentHashMap<>();
    this.users = new ConcurrentHashMap<>();
  }

  private AuthTransport(Transport next, AuthTransport known) {
    this.next = next;
    this.credentials = known.credentials;
    this.server = new TokenServer(next, clock);
    this.challenges = known.challenges;
    this.tokens = known.tokens;
    this.users = known.users;
  }

  /// Another way for requests, on which users and tokens are known that are known on this one.
  public AuthTransport by(Transport way) {
    return new AuthTransport(way, this);
  }

  /// From now on token servers are asked for a token to keep, too.
  public AuthTransport askingForTokensToKeep() {
    offline = true;
    return this;
  }

  /// What to keep of a login: the token that a server gave for it, or else the password itself.
  public Credentials tokenToKeep(Credentials.Password password) {
    return toKeep.isEmpty() ? password : new Credentials.IdentityToken(password.user(), toKeep);
  }

  @Override
  public Response send(Request request) throws IOException, InterruptedException {
    String host = request.uri().getAuthority();
    if (request.headers().containsKey(HEADER) || !isApi(request.uri())) {
      return next.send(request);
    }
    Challenge known = challenges.get(host);
    String before = known == null ? "" : authorization(host, known, request.purpose());
    Response response = next.send(authorized(request, before));
    if (response.status() != 401) {
      return response;
    }
    Challenge challenge = choose(response.values("www-authenticate"));
    if (challenge == null || !request.payload().isRepeatable()) {
      return response;
    }
    challenges.put(host, challenge);
    drop(host, request.purpose(), before);
    String after = authorization(host, challenge, request.purpose());
    if (after.isEmpty() || after.equals(before)) {
      return response;
    }
    response.close();
    return next.send(authorized(request, after));
  }

  /// What a registry leads uploads and downloads to elsewhere has its own means.
  private static boolean isApi(URI uri) {
    return uri.getPath() != null && uri.getPath().contains("/v2/");
  }

  private static Request authorized(Request request, String authorization) {
    return authorization.isEmpty() ? request : request.with(HEADER, authorization);
  }

  /// Tokens before passwords.
  private static @Nullable Challenge choose(List<String> headers) {
    Challenge basic = null;
    for (Challenge challenge : Challenge.parse(headers)) {
      if (challenge.scheme().equals("bearer")) {
        return challenge;
      }
      if (challenge.scheme().equals("basic")) {
        basic = challenge;
      }
    }
    return basic;
  }

  /// The header's value; empty where there is nothing to say.
  private String authorization(String host, Challenge challenge, Purpose purpose)
      throws IOException, InterruptedException {
    Credentials user = user(host);
    if (challenge.scheme().equals("basic")) {
      return user instanceof Credentials.Password password ? password.basic() : "";
    }
    if (user instanceof Credentials.RegistryToken(String token)) {
      return "Bearer " + token;
    }
    return "Bearer " + token(host, challenge, purpose, user).value();
  }

  private Credentials user(String host) throws IOException, InterruptedException {
    CredentialSlot slot = users.computeIfAbsent(host, _ -> new CredentialSlot());
    synchronized (slot) {
      if (slot.found == null) {
        slot.found = credentials.find(host);
      }
      return slot.found;
    }
  }

  private Token token(String host, Challenge challenge, Purpose purpose, Credentials user)
      throws IOException, InterruptedException {
    TokenSlot slot = slot(host, purpose);
    synchronized (slot) {
      Token token = slot.token;
      if (token == null || !token.isFresh(clock.instant())) {
        token = server.fetch(host, challenge, scopes(challenge, purpose), user, purpose, offline);
        toKeep = token.refresh();
        slot.token = token;
      }
      return token;
    }
  }

  /// What we are about to do; where that needs no scope, what the registry asks for.
  private static List<String> scopes(Challenge challenge, Purpose purpose) {
    if (!purpose.scopes().isEmpty() || challenge.parameter("scope").isEmpty()) {
      return purpose.scopes();
    }
    return List.of(challenge.parameter("scope").split(" "));
  }

  private TokenSlot slot(String host, Purpose purpose) {
    return tokens.computeIfAbsent(new TokenKey(host, purpose.scopes()), _ -> new TokenSlot());
  }

  /// A token that was refused, unless another thread has a newer one already.
  private void drop(String host, Purpose purpose, String refused) {
    TokenSlot slot = slot(host, purpose);
    synchronized (slot) {
      if (slot.token != null && refused.equals("Bearer " + slot.token.value())) {
        slot.token = null;
      }
    }
  }
}
