package dev.slipway.runtime.rootfs;

import dev.slipway.image.Digest;
import dev.slipway.image.erofs.NotMountableException;
import dev.slipway.image.store.Layers;
import dev.slipway.image.store.MountableTar;
import java.io.IOException;

/// Layers mounted as their tars, where they are not unpacked already. A layer with what EROFS
/// cannot hold is unpacked.
final class MountedLayers implements LayerProvider {
  private final Layers layers;
  private final ExtractedLayers extracted;

  MountedLayers(Layers layers) {
    this.layers = layers;
    this.extracted = new ExtractedLayers(layers);
  }

  @Override
  public LayerRoot provide(Digest diffId) throws IOException {
    if (layers.isExtracted(diffId)) {
      return extracted.provide(diffId);
    }
    try {
      MountableTar tar = layers.mountable(diffId);
      return new LayerRoot.Tar(tar.metadata(), tar.tar());
    } catch (NotMountableException _) {
      return extracted.provide(diffId);
    }
  }

  @Override
  public boolean isReady(Digest diffId) throws IOException {
    return layers.isMountable(diffId) || extracted.isReady(diffId);
  }
}
