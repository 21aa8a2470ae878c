package dev.slipway.engine.base;

import dev.slipway.builder.lock.LockSession;
import dev.slipway.builder.lower.BaseImages;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Base images, each of which the lock is told of.
public record LockedBaseImages(BaseImages images, LockSession lock) implements BaseImages {
  @Override
  public Optional<Image> find(ImageReference name, @Nullable Platform platform) {
    Optional<Image> found = images.find(name, platform);
    found.ifPresent(image -> lock.image(name.withDefaultTag().full(), image));
    return found;
  }

  @Override
  public void expect(List<Expected> expected) {
    images.expect(expected);
  }
}
