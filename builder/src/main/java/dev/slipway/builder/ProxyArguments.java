package dev.slipway.builder;

import java.util.List;
import java.util.Locale;

/// Build arguments that need no `ARG`, are in every `RUN`'s environment, and in no key, history or
/// record: they may hold passwords.
public final class ProxyArguments {
  /// In upper case; lower case means the same.
  public static final List<String> NAMES =
      List.of("HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY");

  private ProxyArguments() {}

  /// Whether an argument of this name is one, in either spelling.
  public static boolean contains(String name) {
    return NAMES.contains(name.toUpperCase(Locale.ROOT));
  }
}
