package dev.slipway.builder.lower;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import java.util.Optional;

/// Where `FROM` and `COPY --from` find images.
@FunctionalInterface
public interface BaseImages {
  /// The image of that name, if there is one.
  Optional<Image> find(ImageReference name);
}
