package dev.slipway.builder;

import dev.slipway.image.Platform;
import org.jspecify.annotations.Nullable;

/// A note on an image's documents: `--annotation`.
///
/// @param platform whose document it is on; null is every platform's
public record Annotation(Place place, @Nullable Platform platform, String key, String value) {
  /// The document that has it.
  public enum Place {
    MANIFEST("manifest"),
    INDEX("index"),
    /// The entry of the manifest in the index above it.
    MANIFEST_DESCRIPTOR("manifest-descriptor"),
    /// The entry of the index in an image layout's own.
    INDEX_DESCRIPTOR("index-descriptor");

    private final String text;

    Place(String text) {
      this.text = text;
    }

    /// As the command line has it.
    public String text() {
      return text;
    }
  }

  /// Whether it is on the documents of this platform.
  public boolean isFor(Platform other) {
    return platform == null || platform.equals(other);
  }
}
