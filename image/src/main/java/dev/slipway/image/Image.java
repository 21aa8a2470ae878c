package dev.slipway.image;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// An image of the store.
///
/// @param id digest of the config's bytes as they were received or written
/// @param manifest of the OCI manifest that names config and layers
/// @param layers blobs of the layers bottom first, one for each of the config's diffIDs
public record Image(Digest id, ImageConfig config, Descriptor manifest, List<Descriptor> layers) {
  public Image {
    layers = List.copyOf(layers);
    if (layers.size() != config.diffIds().size()) {
      throw new ImageException(
          "invalid manifest, layers length mismatch: expected "
              + config.diffIds().size()
              + ", got "
              + layers.size());
    }
  }

  /// The documents' digests say all of it. Written out as in [Digest].
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Image that
        && id.equals(that.id)
        && manifest.digest().equals(that.manifest.digest());
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
