package dev.slipway.engine.vocabulary;

import dev.slipway.runtime.rootfs.RootfsKind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;

/// Where Slipway keeps its things.
///
/// @param root of the store, which lasts
/// @param run of what lasts until the machine is shut down, one directory per store
/// @param rootfs how the store's layers become the roots of containers
public record SlipwayLocations(Path root, Path run, RootfsKind rootfs) {
  public SlipwayLocations {
    root = root.toAbsolutePath().normalize();
  }

  /// With layers as the machine allows.
  public SlipwayLocations(Path root, Path run) {
    this(root, run, RootfsKind.AUTO);
  }

  /// With layers in another way.
  public SlipwayLocations withRootfs(RootfsKind value) {
    return new SlipwayLocations(root, run, value);
  }

  /// As `run`, for what no two stores can confuse: one for all of a user's.
  public Path sharedRun() {
    Path base = run.toAbsolutePath().getParent();
    return base == null ? run : base;
  }

  /// The places that the environment asks for: `SLIPWAY_ROOT` and `SLIPWAY_RUN`, else those of the
  /// user.
  public static SlipwayLocations of(Map<String, String> environment, long uid, Path home) {
    String root = environment.getOrDefault("SLIPWAY_ROOT", "");
    return root.isEmpty()
        ? at(defaultRoot(environment, uid, home), environment, uid)
        : at(Path.of(root), environment, uid);
  }

  /// As [#of], for a store that the user named.
  public static SlipwayLocations at(Path root, Map<String, String> environment, long uid) {
    Path absolute = root.toAbsolutePath().normalize();
    return new SlipwayLocations(absolute, runBase(environment, uid).resolve(name(absolute)));
  }

  /// Twelve digits of the path's FNV-1a hash: enough to tell a user's stores apart, and free, where
  /// the first SHA-256 of a process costs more than listing images does.
  private static String name(Path root) {
    long hash = 0xcbf29ce484222325L;
    for (byte each : root.toString().getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (each & 0xff)) * 0x100000001b3L;
    }
    return HexFormat.of().toHexDigits(hash).substring(0, 12);
  }

  private static Path defaultRoot(Map<String, String> environment, long uid, Path home) {
    if (uid == 0) {
      return Path.of("/var/lib/slipway");
    }
    String data = environment.getOrDefault("XDG_DATA_HOME", "");
    return (data.isEmpty() ? home.resolve(".local/share") : Path.of(data)).resolve("slipway");
  }

  private static Path runBase(Map<String, String> environment, long uid) {
    String run = environment.getOrDefault("SLIPWAY_RUN", "");
    if (!run.isEmpty()) {
      return Path.of(run);
    }
    if (uid == 0) {
      return Path.of("/run/slipway");
    }
    String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return runtime.isEmpty() ? Path.of("/tmp/slipway-" + uid) : Path.of(runtime).resolve("slipway");
  }
}
