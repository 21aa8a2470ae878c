package dev.slipway.registry.auth;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Who a user is to a registry. None of them shows its secret as text.
public sealed interface Credentials {
  Credentials NONE = new Anonymous();

  /// Nobody in particular.
  record Anonymous() implements Credentials {}

  /// A name and a password.
  record Password(String user, String password) implements Credentials {
    /// The value of a header that carries them (RFC 7617).
    String basic() {
      byte[] text = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
      return "Basic " + Base64.getEncoder().encodeToString(text);
    }

    @Override
    public String toString() {
      return "Password[" + user + "]";
    }
  }

  /// What a token server gives tokens for, in place of a password.
  record IdentityToken(String user, String token) implements Credentials {
    @Override
    public String toString() {
      return "IdentityToken[" + user + "]";
    }
  }

  /// A token that the registry itself takes.
  record RegistryToken(String token) implements Credentials {
    @Override
    public String toString() {
      return "RegistryToken[]";
    }
  }
}
