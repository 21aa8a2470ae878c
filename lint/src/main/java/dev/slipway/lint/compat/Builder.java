package dev.slipway.lint.compat;

import java.util.Locale;
import java.util.Optional;

/// A builder that the table knows.
public enum Builder {
  DOCKER("docker 28.5 (BuildKit)"),
  BUILDAH("buildah 1.43"),
  KANIKO("kaniko 1.24");

  private final String version;

  Builder(String version) {
    this.version = version;
  }

  /// As users name it.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// With the version that the table's rows are of.
  public String version() {
    return version;
  }

  public static Optional<Builder> named(String word) {
    for (Builder builder : values()) {
      if (builder.word().equals(word)) {
        return Optional.of(builder);
      }
    }
    return Optional.empty();
  }
}
