package dev.slipway.cli.command;

import dev.slipway.cli.CommandException;
import dev.slipway.engine.Slipway;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.runtime.rootfs.RootfsKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What comes before the command: `slipway --root DIR --debug images`.
///
/// @param rootfs how layers become roots; empty is as the environment (`SLIPWAY_ROOTFS`) or the
///   machine wants it
public record GlobalOptions(Optional<String> root, String rootfs, boolean debug) {
  /// Set inside a user's namespace, where everyone is root: the uid of the user outside of it.
  private static final String CALLER = "SLIPWAY_ROOTLESS_UID";

  /// The property in which the launcher says where Slipway is installed.
  private static final String HOME = "slipway.home";

  /// Slipway on the store that the options, the environment and the user ask for.
  public Slipway open() throws IOException {
    Map<String, String> environment = System.getenv();
    long uid = uid(environment);
    SlipwayLocations locations =
        root.isPresent()
            ? SlipwayLocations.at(Path.of(root.get()), environment, uid)
            : SlipwayLocations.of(environment, uid, home(environment));
    String kind = rootfs.isEmpty() ? environment.getOrDefault("SLIPWAY_ROOTFS", "") : rootfs;
    SlipwayLocations chosen = kind.isEmpty() ? locations : locations.withRootfs(kind(kind));
    return Slipway.open(chosen).withCleanup(cleanup(locations));
  }

  private static RootfsKind kind(String name) {
    return RootfsKind.named(name)
        .orElseThrow(() ->
            CommandException.usage(
                "invalid argument \"" + name + "\" for \"--rootfs\" flag",
                "remedy: say auto, erofs or directory"));
  }

  /// This program on this store, where the launcher said where it is.
  private static List<String> cleanup(SlipwayLocations locations) {
    String program = System.getProperty(HOME, "");
    return program.isEmpty()
        ? List.of()
        : List.of(
            program + "/bin/slipway",
            "--root",
            locations.root().toString(),
            "container",
            "cleanup");
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
