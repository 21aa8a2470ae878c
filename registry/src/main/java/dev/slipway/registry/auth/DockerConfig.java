package dev.slipway.registry.auth;

import dev.slipway.registry.RegistryException;
import dev.slipway.registry.json.JsonObject;
import dev.slipway.registry.transport.DirectEndpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The credentials of Docker's `config.json`, or of an `auth.json` in its form: kept in it, or by
/// the programs that it names.
public final class DockerConfig implements CredentialSource {
  /// Docker Hub's key, from the time of its first registry.
  static final String HUB_KEY = "https://index.docker.io/v1/";

  private final Path file;

  public DockerConfig(Path file) {
    this.file = file;
  }

  /// The file that the environment asks for: `REGISTRY_AUTH_FILE`, `DOCKER_CONFIG` (a directory),
  /// or `~/.docker/config.json`.
  public static DockerConfig of(Map<String, String> environment, Path home) {
    String authFile = environment.getOrDefault("REGISTRY_AUTH_FILE", "");
    if (!authFile.isEmpty()) {
      return new DockerConfig(Path.of(authFile));
    }
    String directory = environment.getOrDefault("DOCKER_CONFIG", "");
    Path config = directory.isEmpty() ? home.resolve(".docker") : Path.of(directory);
    return new DockerConfig(config.resolve("config.json"));
  }

  public Path file() {
    return file;
  }

  @Override
  public Credentials find(String host) throws IOException, InterruptedException {
    JsonObject config = read();
    String key = key(host);
    CredentialProgram program = program(config, key);
    if (program != null) {
      Credentials kept = program.get(key);
      if (!(kept instanceof Credentials.Anonymous)) {
        return kept;
      }
    }
    return entry(config.object("auths"), host);
  }

  /// The name under which a host's credentials are kept.
  public static String key(String host) {
    return DirectEndpoints.isHub(host) ? HUB_KEY : host;
  }

  /// The program that keeps this host's credentials; null where the file itself does.
  static @Nullable CredentialProgram program(JsonObject config, String key) {
    String own = config.object("credHelpers").text(key);
    String name = own.isEmpty() ? config.text("credsStore") : own;
    return name.isEmpty() ? null : new CredentialProgram(name);
  }

  /// Keeps credentials.
  ///
  /// @return the file that has them now; empty where a program keeps them
  public Optional<Path> store(String host, Credentials credentials)
      throws IOException, InterruptedException {
    JsonObject config = read();
    String key = key(host);
    CredentialProgram program = program(config, key);
    if (program != null) {
      program.store(key, credentials);
      // Docker's own mark of a login that its helper keeps.
      JsonObject auths = config.object("auths").with(key, JsonObject.EMPTY);
      OwnerOnlyFile.write(file, config.with("auths", auths).toBytes());
      return Optional.empty();
    }
    JsonObject auths = config.object("auths").with(key, written(credentials));
    OwnerOnlyFile.write(file, config.with("auths", auths).toBytes());
    return Optional.of(file);
  }

  private static JsonObject written(Credentials credentials) {
    return switch (credentials) {
      case Credentials.Password(String user, String password) ->
          JsonObject.EMPTY.with("auth", base64(user + ":" + password));
      case Credentials.IdentityToken(String user, String token) ->
          JsonObject.EMPTY.with("auth", base64(user + ":")).with("identitytoken", token);
      case Credentials.Anonymous _, Credentials.RegistryToken _ ->
          throw new IllegalArgumentException("nothing to keep");
    };
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// Forgets credentials.
  ///
  /// @return whether there were some
  public boolean erase(String host) throws IOException, InterruptedException {
    JsonObject config = read();
    String key = key(host);
    CredentialProgram program = program(config, key);
    boolean kept = program != null && !(program.get(key) instanceof Credentials.Anonymous);
    if (program != null && kept) {
      program.erase(key);
    }
    JsonObject auths = config.object("auths");
    JsonObject left = auths;
    for (String written : auths.members().keySet()) {
      if (written.equals(key) || isSameHost(written, host)) {
        left = left.with(written, null);
      }
    }
    boolean listed = left.members().size() < auths.members().size();
    if (listed) {
      OwnerOnlyFile.write(file, config.with("auths", left).toBytes());
    }
    return kept || listed;
  }

  JsonObject read() throws IOException {
    byte[] content;
    try {
      content = Files.readAllBytes(file);
    } catch (NoSuchFileException none) {
      return JsonObject.EMPTY;
    }
    try {
      return content.length == 0 ? JsonObject.EMPTY : JsonObject.parse(content);
    } catch (IllegalArgumentException malformed) {
      throw RegistryException.of(
          file + ": " + malformed.getMessage(), "correct the file, or move it away", malformed);
    }
  }

  private Credentials entry(JsonObject auths, String host) {
    JsonObject exact = auths.object(key(host));
    if (!exact.members().isEmpty()) {
      return credentials(exact);
    }
    for (String written : auths.members().keySet()) {
      if (isSameHost(written, host)) {
        return credentials(auths.object(written));
      }
    }
    return Credentials.NONE;
  }

  /// Keys have been written with scheme and path in Docker's long life.
  private static boolean isSameHost(String written, String host) {
    String bare = written.replaceFirst("^https?://", "");
    int slash = bare.indexOf('/');
    String authority = slash < 0 ? bare : bare.substring(0, slash);
    return authority.equals(host)
        || (DirectEndpoints.isHub(host) && DirectEndpoints.isHub(authority));
  }

  private Credentials credentials(JsonObject entry) {
    List<String> pair = pair(entry);
    if (!entry.text("identitytoken").isEmpty()) {
      return new Credentials.IdentityToken(pair.get(0), entry.text("identitytoken"));
    }
    if (!entry.text("registrytoken").isEmpty()) {
      return new Credentials.RegistryToken(entry.text("registrytoken"));
    }
    return pair.get(0).isEmpty()
        ? Credentials.NONE
        : new Credentials.Password(pair.get(0), pair.get(1));
  }

  private List<String> pair(JsonObject entry) {
    String auth = entry.text("auth");
    if (auth.isEmpty()) {
      return List.of(entry.text("username"), entry.text("password"));
    }
    String text;
    try {
      text = new String(Base64.getDecoder().decode(auth.strip()), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      throw RegistryException.of(
          file + ": an \"auth\" of it is no base64", "log in again: slipway login", malformed);
    }
    int colon = text.indexOf(':');
    return colon < 0
        ? List.of("", "")
        : List.of(text.substring(0, colon), text.substring(colon + 1).replaceFirst("\0+$", ""));
  }
}
