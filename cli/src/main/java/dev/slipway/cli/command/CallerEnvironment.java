package dev.slipway.cli.command;

import org.jspecify.annotations.Nullable;

/// The environment that the user called from.
public final class CallerEnvironment {
  /// Where the launcher keeps the caller's own value of the variable that it sets for the JVM.
  private static final String LOCALE = "SLIPWAY_CALLER_LC_ALL";

  private CallerEnvironment() {}

  /// A variable's value; null if the caller has not set it.
  public static @Nullable String get(String name) {
    return System.getenv(name.equals("LC_ALL") ? LOCALE : name);
  }
}
