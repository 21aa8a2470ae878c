package dev.slipway.runtime.rootfs;

import dev.slipway.image.Digest;
import java.io.IOException;

/// Makes a stored layer available to containers.
public interface LayerProvider {
  /// The layer in some form; what has to be made for it is made once and stays.
  ///
  /// @throws dev.slipway.image.ImageException the layer is missing or damaged
  LayerRoot provide(Digest diffId) throws IOException;

  /// Whether it is known that [#provide] has nothing to make.
  default boolean isReady(Digest diffId) throws IOException {
    return false;
  }
}
