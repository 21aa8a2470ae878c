package dev.slipway.dockerfile;

import java.util.List;
import java.util.Locale;

/// `type=` of a `--mount`.
enum MountType {
  BIND,
  CACHE,
  TMPFS,
  SECRET,
  SSH;

  static final List<String> NAMES = List.of("bind", "cache", "tmpfs", "secret", "ssh");

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Whether Docker takes an option of that name though it means nothing to this type.
  boolean ignores(String option) {
    return switch (option) {
      case "env" -> this != SECRET;
      case "id" -> this == BIND || this == TMPFS;
      case "from" -> this == TMPFS || this == SSH;
      case "source", "src" -> this == TMPFS;
      case "readonly", "ro", "readwrite", "rw" -> this == SECRET || this == SSH;
      default -> false;
    };
  }
}
