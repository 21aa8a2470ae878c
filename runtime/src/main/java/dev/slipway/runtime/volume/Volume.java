package dev.slipway.runtime.volume;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A directory that containers share and that outlives them.
///
/// @param options of the driver: `type`, `o`, `device`
/// @param directory what containers see
public record Volume(
    String name,
    Instant created,
    Map<String, String> labels,
    Map<String, String> options,
    Path directory) {
  /// Docker's mark of a volume that was made for one container.
  public static final String ANONYMOUS = "com.docker.volume.anonymous";

  public Volume {
    labels = Map.copyOf(labels);
    options = Map.copyOf(options);
  }

  public boolean anonymous() {
    return labels.containsKey(ANONYMOUS);
  }

  /// Where on the host its files are: its own directory, or what its options bind there.
  public Path files() {
    String device = options.get("device");
    return device == null || !isBind() ? directory : Path.of(device);
  }

  private boolean isBind() {
    String type = options.getOrDefault("type", "none");
    return (type.equals("none") || type.equals("bind"))
        && List.of(options.getOrDefault("o", "").split(",", -1)).contains("bind");
  }
}
