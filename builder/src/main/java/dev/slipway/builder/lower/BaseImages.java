package dev.slipway.builder.lower;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import dev.slipway.registry.RegistryException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where `FROM` and `COPY --from` find images.
@FunctionalInterface
public interface BaseImages {
  /// The image of that name, if there is one.
  ///
  /// @param platform that is asked for; null for any that the name leads to, and of several this
  ///   machine's
  /// @throws RegistryException its registry does not give it
  Optional<Image> find(ImageReference name, @Nullable Platform platform);

  /// Is told what will be asked for, to look for all of it at once.
  default void expect(List<Expected> images) {}

  /// What [#find] will be asked.
  record Expected(ImageReference name, @Nullable Platform platform) {}
}
