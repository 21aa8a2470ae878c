package dev.slipway.builder.check;

import dev.slipway.builder.lower.GoFormat;
import dev.slipway.dockerfile.Instruction;
import dev.slipway.dockerfile.check.Findings;
import dev.slipway.dockerfile.check.Rule;
import java.util.Locale;

/// A variable whose name says that it is secret: values of `ARG` and `ENV` stay in the image's
/// history and config.
public final class SecretsUsedInArgOrEnv {
  /// What it is called.
  public static final Rule RULE =
      Rule.of(
          "SecretsUsedInArgOrEnv",
          "Sensitive data should not be used in the ARG or ENV commands",
          "secrets-used-in-arg-or-env");

  private SecretsUsedInArgOrEnv() {}

  /// @param keyword `ARG` or `ENV`
  static void check(Instruction instruction, String keyword, String name, Findings findings) {
    if (isSecret(name)) {
      findings.add(
          RULE,
          instruction,
          "Do not use ARG or ENV instructions for sensitive data ("
              + keyword
              + " "
              + GoFormat.quoted(name)
              + ")");
    }
  }

  /// One of the words between underscores tells, unless another takes it back.
  private static boolean isSecret(String name) {
    boolean secret = false;
    int start = 0;
    while (start <= name.length()) {
      int underscore = name.indexOf('_', start);
      int end = underscore < 0 ? name.length() : underscore;
      switch (name.substring(start, end).toLowerCase(Locale.ROOT)) {
        case "apikey",
            "auth",
            "credential",
            "credentials",
            "key",
            "password",
            "pword",
            "passwd",
            "secret",
            "token" ->
            secret = true;
        case "public", "file", "version" -> {
          return false;
        }
        default -> {}
      }
      start = end + 1;
    }
    return secret;
  }
}
