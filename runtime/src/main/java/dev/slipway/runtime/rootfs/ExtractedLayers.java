package dev.slipway.runtime.rootfs;

import dev.slipway.image.Digest;
import dev.slipway.image.store.Layers;
import java.io.IOException;

/// Layers unpacked into directories: slower to make, and works everywhere.
final class ExtractedLayers implements LayerProvider {
  private final Layers layers;

  ExtractedLayers(Layers layers) {
    this.layers = layers;
  }

  @Override
  public LayerRoot provide(Digest diffId) throws IOException {
    return new LayerRoot.Directory(layers.directory(diffId));
  }

  @Override
  public boolean isReady(Digest diffId) throws IOException {
    return layers.isExtracted(diffId);
  }
}
