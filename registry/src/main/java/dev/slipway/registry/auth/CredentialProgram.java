package dev.slipway.registry.auth;

import dev.slipway.registry.RegistryException;
import dev.slipway.registry.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/// A program that keeps credentials, `docker-credential-NAME`. Secrets go through its standard
/// streams, never through its arguments.
public final class CredentialProgram {
  /// The user name that stands for an identity token.
  private static final String TOKEN_USER = "<token>";

  private final String program;

  CredentialProgram(String name) {
    if (!name.matches("[A-Za-z0-9._-]+")) {
      throw RegistryException.of(
          "invalid name of a credential helper: " + name,
          "a name is letters, digits, '.', '_', '-'");
    }
    this.program = "docker-credential-" + name;
  }

  Credentials get(String key) throws IOException, InterruptedException {
    Answer answer = call("get", key);
    if (answer.exitCode != 0) {
      if (answer.text().contains("credentials not found")) {
        return Credentials.NONE;
      }
      throw failed("get", answer);
    }
    JsonObject json;
    try {
      json = JsonObject.parse(answer.output);
    } catch (IllegalArgumentException malformed) {
      throw RegistryException.of(
          program + " answered with what is no JSON", "try it: " + program + " get", malformed);
    }
    String user = json.text("Username");
    String secret = json.text("Secret");
    if (user.isEmpty() && secret.isEmpty()) {
      return Credentials.NONE;
    }
    return user.equals(TOKEN_USER)
        ? new Credentials.IdentityToken("", secret)
        : new Credentials.Password(user, secret);
  }

  void store(String key, Credentials credentials) throws IOException, InterruptedException {
    JsonObject json = JsonObject.EMPTY.with("ServerURL", key);
    json =
        switch (credentials) {
          case Credentials.Password(String user, String password) ->
              json.with("Username", user).with("Secret", password);
          case Credentials.IdentityToken(_, String token) ->
              json.with("Username", TOKEN_USER).with("Secret", token);
          case Credentials.Anonymous _, Credentials.RegistryToken _ ->
              throw new IllegalArgumentException("nothing to keep");
        };
    Answer answer = call("store", new String(json.toBytes(), StandardCharsets.UTF_8));
    if (answer.exitCode != 0) {
      throw failed("store", answer);
    }
  }

  void erase(String key) throws IOException, InterruptedException {
    Answer answer = call("erase", key);
    if (answer.exitCode != 0 && !answer.text().contains("credentials not found")) {
      throw failed("erase", answer);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Answer(int exitCode, byte[] output) {
    String text() {
      return new String(output, StandardCharsets.UTF_8).strip();
    }
  }

  private Answer call(String verb, String input) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(program, verb).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException missing) {
      throw RegistryException.of(
          "the credential helper " + program + " cannot be started: " + missing.getMessage(),
          "install it, or take credsStore or credHelpers out of Docker's config.json",
          missing);
    }
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException notRead) {
      // What it has to say about that is in its answer.
    }
    try {
      byte[] output = process.getInputStream().readAllBytes();
      return new Answer(process.waitFor(), output);
    } finally {
      process.destroy();
    }
  }

  private RegistryException failed(String verb, Answer answer) {
    return RegistryException.of(
        program + " " + verb + " failed: " + answer.text(), "try it by hand: " + program + " list");
  }
}
