package dev.slipway.engine;

import dev.slipway.builder.lock.LockSession;
import dev.slipway.builder.lower.BaseImages;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import java.util.Optional;

/// Base images, each of which the lock is told of.
record LockedBaseImages(BaseImages images, LockSession lock) implements BaseImages {
  @Override
  public Optional<Image> find(ImageReference name) {
    Optional<Image> found = images.find(name);
    found.ifPresent(image -> lock.image(name.withDefaultTag().full(), image));
    return found;
  }
}
