package dev.slipway.cli.command;

import dev.slipway.engine.Slipway;
import dev.slipway.engine.SlipwayLocations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// What comes before the command: `slipway --root DIR --debug images`.
public record GlobalOptions(Optional<String> root, boolean debug) {
  /// Set inside a user's namespace, where everyone is root: the uid of the user outside of it.
  private static final String CALLER = "SLIPWAY_ROOTLESS_UID";

  /// Slipway on the store that the options, the environment and the user ask for.
  public Slipway open() throws IOException {
    Map<String, String> environment = System.getenv();
    long uid = uid(environment);
    return Slipway.open(
        root.isPresent()
            ? SlipwayLocations.at(Path.of(root.get()), environment, uid)
            : SlipwayLocations.of(environment, uid, home(environment)));
  }

  private static long uid(Map<String, String> environment) throws IOException {
    String caller = environment.getOrDefault(CALLER, "");
    if (!caller.isEmpty()) {
      return Long.parseLong(caller);
    }
    return ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
  }

  private static Path home(Map<String, String> environment) {
    String home = environment.getOrDefault("HOME", "");
    return Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home);
  }
}
