package dev.slipway.image.store;

import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.Platform;
import java.io.IOException;
import java.time.Instant;

/// Images of tiny layers.
public final class TinyImage {
  private TinyImage() {}

  public static Digest layer(ImageStore store, byte[] tar) throws IOException {
    try (LayerWriter writer = store.layers().create()) {
      writer.write(tar);
      return writer.commit();
    }
  }

  public static ImageConfig config(Digest... diffIds) {
    ImageConfig config =
        ImageConfig.scratch(Platform.host()).withCreated(Instant.parse("2026-01-02T03:04:05Z"));
    for (Digest diffId : diffIds) {
      config = config.withLayer(diffId);
    }
    return config;
  }

  /// An image with one layer of one file; not named yet.
  public static Image add(ImageStore store, String content) throws IOException {
    return store.images().add(config(layer(store, TinyLayer.tar("/file", content))));
  }
}
