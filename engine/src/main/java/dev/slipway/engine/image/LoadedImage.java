package dev.slipway.engine.image;

import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A name that an archive brought, or an image that came without one.
public record LoadedImage(@Nullable ImageReference referenceOrNull, Digest id) {
  public Optional<ImageReference> reference() {
    return Optional.ofNullable(referenceOrNull);
  }

  /// Docker's line about it.
  public String message() {
    return referenceOrNull == null
        ? "Loaded image ID: " + id
        : "Loaded image: " + referenceOrNull.familiar();
  }
}
