package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Platform;
import dev.slipway.registry.RegistryException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Which of an index's images is the one for a platform.
final class PlatformChoice {
  private PlatformChoice() {}

  /// The one of exactly this platform, else the best that runs there (of arm variants the highest),
  /// else one that names no platform.
  static Descriptor choose(List<Descriptor> entries, Platform wanted, String name) {
    List<Descriptor> running = new ArrayList<>();
    for (Descriptor entry : entries) {
      Platform platform = entry.platform();
      if (platform != null && platform.equals(wanted)) {
        return entry;
      }
      if (platform != null && platform.runsOn(wanted)) {
        running.add(entry);
      }
    }
    if (!running.isEmpty()) {
      return running.stream().max(Comparator.comparing(PlatformChoice::variant)).orElseThrow();
    }
    return entries.stream()
        .filter(entry -> entry.platform() == null)
        .findFirst()
        .orElseThrow(() -> none(entries, wanted, name));
  }

  private static String variant(Descriptor entry) {
    Platform platform = entry.platform();
    return platform == null ? "" : platform.variant();
  }

  private static RegistryException none(List<Descriptor> entries, Platform wanted, String name) {
    List<String> there =
        entries.stream()
            .map(Descriptor::platform)
            .filter(PlatformChoice::isReal)
            .map(String::valueOf)
            .distinct()
            .toList();
    return RegistryException.of(
        "no matching manifest for "
            + wanted
            + " in the manifest list entries: no match for platform in manifest of "
            + name,
        there.isEmpty() ? "it has no image at all" : "it has " + String.join(", ", there));
  }

  /// Attestations stand in an index as images for no platform.
  private static boolean isReal(@Nullable Platform platform) {
    return platform != null && !platform.os().equals("unknown");
  }
}
