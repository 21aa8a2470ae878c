package dev.slipway.runtime.rootfs;

import java.util.Locale;
import java.util.Optional;

/// How layers become available to containers.
public enum RootfsKind {
  /// Mounted where the machine can do that, else unpacked.
  AUTO,
  /// Mounted as they are, through EROFS.
  EROFS,
  /// Unpacked into directories.
  DIRECTORY;

  /// The kind of that name, in lower case.
  public static Optional<RootfsKind> named(String name) {
    for (RootfsKind kind : values()) {
      if (kind.toString().equals(name)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
