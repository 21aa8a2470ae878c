package dev.slipway.runtime.volume;

import dev.slipway.runtime.ContainerException;
import java.util.List;
import java.util.Map;

/// `volume create -o`: what the local driver can mount in a volume's place. Here that is a
/// directory of the host (`type=none,o=bind,device=/srv/data`).
final class VolumeOptions {
  private VolumeOptions() {}

  static void check(Map<String, String> options) {
    if (options.isEmpty()) {
      return;
    }
    options.forEach((key, value) -> {
      if (!List.of("type", "o", "device").contains(key)) {
        throw refused("invalid option: \"" + key + "\"");
      }
    });
    String type = options.getOrDefault("type", "none");
    List<String> flags = List.of(options.getOrDefault("o", "").split(",", -1));
    if (!(type.equals("none") || type.equals("bind")) || !flags.contains("bind")) {
      throw refused(
          "volumes of type="
              + type
              + ", o="
              + options.getOrDefault("o", "")
              + " are not"
              + " there yet");
    }
    String device = options.getOrDefault("device", "");
    if (!device.startsWith("/")) {
      throw refused("missing device in volume options: an absolute path is needed");
    }
  }

  private static ContainerException refused(String message) {
    return new ContainerException(
        message,
        "known here: -o type=none -o o=bind -o device=/a/directory, or no option at all",
        1,
        null);
  }
}
