package dev.slipway.builder.remote;

import dev.slipway.builder.SecretSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// How `git` logs in where it fetches by HTTP: with the build's secrets `GIT_AUTH_TOKEN` or
/// `GIT_AUTH_HEADER`, or those of one host, `GIT_AUTH_TOKEN.example.com`, else with the user and
/// the password of the address. They are passed in the environment, which other users of the
/// machine do not see; arguments they do.
final class GitLogin {
  private final Map<String, SecretSource> secrets;

  GitLogin(Map<String, SecretSource> secrets) {
    this.secrets = secrets;
  }

  /// Variables for `git` at this remote.
  Map<String, String> environment(String remote) throws IOException {
    Optional<URI> address = http(remote);
    if (address.isEmpty()) {
      return Map.of();
    }
    String user = address.get().getRawUserInfo();
    String authority = address.get().getRawAuthority();
    String host = user == null ? authority : authority.substring(user.length() + 1);
    String header = header(host);
    if (header == null && user != null) {
      header = basic(address.get().getUserInfo());
    }
    var environment = new TreeMap<String, String>();
    if (header != null) {
      environment.put("GIT_CONFIG_COUNT", "1");
      environment.put(
          "GIT_CONFIG_KEY_0", "http." + address.get().getScheme() + "://" + host + "/.extraheader");
      environment.put("GIT_CONFIG_VALUE_0", "Authorization: " + header);
    }
    return environment;
  }

  /// An address as `git` gets it in its arguments.
  static String withoutUser(String remote) {
    return remote.startsWith("http") ? remote.replaceFirst("://[^/@]*@", "://") : remote;
  }

  private static String basic(String pair) {
    return "basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<URI> http(String remote) {
    try {
      return remote.startsWith("http") ? Optional.of(URI.create(remote)) : Optional.empty();
    } catch (IllegalArgumentException strange) {
      return Optional.empty();
    }
  }

  private @Nullable String header(String host) throws IOException {
    for (String suffix : new String[] {"." + host, ""}) {
      SecretSource header = secrets.get("GIT_AUTH_HEADER" + suffix);
      if (header != null) {
        return text(header);
      }
      SecretSource token = secrets.get("GIT_AUTH_TOKEN" + suffix);
      if (token != null) {
        return basic("x-access-token:" + text(token));
      }
    }
    return null;
  }

  private static String text(SecretSource secret) throws IOException {
    return new String(secret.read(), StandardCharsets.UTF_8).strip();
  }
}
