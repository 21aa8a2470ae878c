package dev.slipway.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

/// A token server on loopback, whose tokens a registry believes (distribution, "Token
/// Authentication" and "Authenticate proxy with OAuth2").
///
/// `jane` with the password `secret` may do anything but below `joe/`; everybody may read below
/// `public/`.
final class TokenAuthority implements AutoCloseable {
  private static final String USER = "jane";
  private static final String REFRESH = "token-to-keep";
  private static final String BASIC =
      "Basic "
          + Base64.getEncoder().encodeToString((USER + ":secret").getBytes(StandardCharsets.UTF_8));

  private final HttpServer server;
  private final Path certificate;
  private final PrivateKey key;
  private final List<Asked> asked = new ArrayList<>();
  private volatile boolean keeps = true;
  private final AtomicInteger given = new AtomicInteger();

  /// A request for a token.
  ///
  /// @param who `anonymous`, `password` or `refresh token`
  record Asked(String method, String who, List<String> scopes, List<String> words) {}

  private TokenAuthority(HttpServer server, Path certificate, PrivateKey key) {
    this.server = server;
    this.certificate = certificate;
    this.key = key;
  }

  /// It gives tokens to keep in the place of passwords.
  static TokenAuthority start(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Files.createDirectories(folder);
    Path certificate = folder.resolve("tokens.crt");
    Path keyFile = folder.resolve("tokens.key");
    Program.in(folder)
        .runOther(
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=tokens",
            "-keyout",
            keyFile.toString(),
            "-out",
            certificate.toString())
        .succeeded();
    PrivateKey key =
        KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(pem(keyFile)));
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    var authority = new TokenAuthority(server, certificate, key);
    server.createContext("/token", authority::answer);
    server.start();
    return authority;
  }

  private static byte[] pem(Path file) throws IOException {
    String text = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
    return Base64.getMimeDecoder().decode(text);
  }

  /// The section of a registry's configuration that makes it believe in this.
  String section() {
    return "auth: {token: {realm: \"http://127.0.0.1:%d/token\", service: box, issuer: here, rootcertbundle: %s}}"
        .formatted(server.getAddress().getPort(), certificate);
  }

  /// From now on it gives none to keep.
  void keepNothing() {
    keeps = false;
  }

  synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  synchronized void forget() {
    asked.clear();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      boolean post = exchange.getRequestMethod().equals("POST");
      String text =
          post
              ? new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
              : String.valueOf(exchange.getRequestURI().getRawQuery());
      List<String> words = new ArrayList<>();
      for (String word : text.split("&")) {
        words.add(URLDecoder.decode(word, StandardCharsets.UTF_8));
      }
      String who = who(exchange.getRequestHeaders().getFirst("Authorization"), post, words);
      List<String> scopes = scopes(words);
      synchronized (this) {
        asked.add(new Asked(exchange.getRequestMethod(), who, scopes, List.copyOf(words)));
      }
      if (who.isEmpty() || !words.contains("service=box")) {
        exchange.sendResponseHeaders(who.isEmpty() ? 401 : 400, -1);
        return;
      }
      byte[] answer = token(who, scopes, words, post).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  /// Empty where the credentials are wrong.
  private static String who(String authorization, boolean post, List<String> words) {
    if (post) {
      boolean right =
          words.contains("grant_type=refresh_token") && words.contains("refresh_token=" + REFRESH);
      return right ? "refresh token" : "";
    }
    if (authorization == null) {
      return "anonymous";
    }
    return authorization.equals(BASIC) ? "password" : "";
  }

  private static List<String> scopes(List<String> words) {
    List<String> scopes = new ArrayList<>();
    for (String word : words) {
      if (word.startsWith("scope=") && word.length() > "scope=".length()) {
        scopes.addAll(List.of(word.substring("scope=".length()).split(" ")));
      }
    }
    return scopes;
  }

  private String token(String who, List<String> scopes, List<String> words, boolean post) {
    List<String> access = new ArrayList<>();
    for (String scope : scopes) {
      String[] parts = scope.split(":");
      Set<String> actions = new TreeSet<>(List.of(parts[2].split(",")));
      actions.retainAll(allowed(who, parts[1]));
      if (!actions.isEmpty()) {
        access.add(
            "{\"type\":\"repository\",\"name\":\"%s\",\"actions\":[\"%s\"]}"
                .formatted(parts[1], String.join("\",\"", actions)));
      }
    }
    String token = signed("[" + String.join(",", access) + "]");
    boolean keep = keeps && words.contains("offline_token=true");
    return "{\"%s\":\"%s\",\"expires_in\":300%s}"
        .formatted(
            post ? "access_token" : "token",
            token,
            keep ? ",\"refresh_token\":\"" + REFRESH + "\"" : "");
  }

  private static Set<String> allowed(String who, String repository) {
    if (who.equals("anonymous")) {
      return repository.startsWith("public/") ? Set.of("pull") : Set.of();
    }
    return repository.startsWith("joe/") ? Set.of() : Set.of("pull", "push");
  }

  private String signed(String access) {
    try {
      long now = Instant.now().getEpochSecond();
      String chain = Base64.getEncoder().encodeToString(pem(certificate));
      String header = "{\"typ\":\"JWT\",\"alg\":\"RS256\",\"x5c\":[\"" + chain + "\"]}";
      String claims =
          "{\"iss\":\"here\",\"sub\":\"%s\",\"aud\":\"box\",\"exp\":%d,\"nbf\":%d,\"iat\":%d,\"jti\":\"%d\",\"access\":%s}"
              .formatted(USER, now + 300, now - 60, now - 60, given.incrementAndGet(), access);
      String text = encoded(header) + "." + encoded(claims);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
    } catch (GeneralSecurityException | IOException failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
