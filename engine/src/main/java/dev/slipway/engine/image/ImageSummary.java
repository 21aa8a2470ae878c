package dev.slipway.engine.image;

import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One row of `slipway images`: a name of an image, or an image without one.
///
/// @param manifest digest of the manifest
/// @param size Docker's SIZE
public record ImageSummary(
    @Nullable ImageReference referenceOrNull,
    Digest id,
    Digest manifest,
    @Nullable Instant createdOrNull,
    long size) {
  public Optional<ImageReference> reference() {
    return Optional.ofNullable(referenceOrNull);
  }

  public Optional<Instant> created() {
    return Optional.ofNullable(createdOrNull);
  }
}
