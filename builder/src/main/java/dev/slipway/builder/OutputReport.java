package dev.slipway.builder;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An image that an output made.
///
/// @param manifest of the image, or of the index that stands above it
/// @param config the image ID; null for an index of several platforms
public record OutputReport(
    List<ImageReference> names, Descriptor manifest, @Nullable Digest config) {
  /// Copies the names.
  public OutputReport {
    names = List.copyOf(names);
  }

  /// As it is in a registry.
  public OutputReport withManifest(Descriptor value) {
    return new OutputReport(names, value, config);
  }
}
