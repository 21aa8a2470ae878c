package dev.slipway.cli.command.build;

import dev.slipway.cli.CommandException;
import dev.slipway.cli.command.CallerEnvironment;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The proxies that the caller's machine uses, as build arguments that need no `ARG`.
///
/// Docker takes them from `proxies` in its client's `config.json`; where that says nothing, the
/// caller's environment counts.
final class CallersProxies {
  /// The arguments, and what the client's configuration calls them.
  private static final Map<String, String> NAMES =
      Map.of(
          "HTTP_PROXY", "httpProxy",
          "HTTPS_PROXY", "httpsProxy",
          "FTP_PROXY", "ftpProxy",
          "NO_PROXY", "noProxy",
          "ALL_PROXY", "allProxy");

  private CallersProxies() {}

  /// Adds those that are not given with `--build-arg`, in whatever spelling.
  static void addTo(Map<String, String> arguments) {
    Map<String, String> configured = configured();
    for (var each : NAMES.entrySet()) {
      String upper = each.getKey();
      String lower = upper.toLowerCase(Locale.ROOT);
      if (!arguments.containsKey(upper) && !arguments.containsKey(lower)) {
        String value = configured.get(each.getValue());
        value = value == null || value.isEmpty() ? environment(upper, lower) : value;
        if (value != null && !value.isEmpty()) {
          arguments.put(upper, value);
        }
      }
    }
  }

  private static @Nullable String environment(String upper, String lower) {
    String value = CallerEnvironment.get(upper);
    return value == null ? CallerEnvironment.get(lower) : value;
  }

  /// `proxies.default` of the configuration.
  private static Map<String, String> configured() {
    Path file = file();
    if (file == null) {
      return Map.of();
    }
    try {
      if (!Files.exists(file)) {
        return Map.of();
      }
      String text = Files.readString(file);
      if (!text.contains("\"proxies\"")) {
        return Map.of(); // Reading JSON takes longer than what is left of a build without work.
      }
      Object document = Jsonb.builder().build().type(Object.class).fromJson(text);
      return strings(member(member(document, "proxies"), "default"));
    } catch (IOException | RuntimeException unreadable) {
      throw new CommandException(
          "ERROR: failed to build: " + file + ": " + unreadable.getMessage(),
          "correct the file, or name another directory with DOCKER_CONFIG");
    }
  }

  private static @Nullable Path file() {
    String directory = CallerEnvironment.get("DOCKER_CONFIG");
    if (directory != null && !directory.isEmpty()) {
      return Path.of(directory, "config.json");
    }
    String home = CallerEnvironment.get("HOME");
    return home == null || home.isEmpty() ? null : Path.of(home, ".docker", "config.json");
  }

  private static @Nullable Object member(@Nullable Object document, String name) {
    return document instanceof Map<?, ?> members ? members.get(name) : null;
  }

  private static Map<String, String> strings(@Nullable Object document) {
    var strings = new LinkedHashMap<String, String>();
    if (document instanceof Map<?, ?> members) {
      members.forEach((name, value) -> {
        if (name instanceof String key && value instanceof String text) {
          strings.put(key, text);
        }
      });
    }
    return strings;
  }
}
