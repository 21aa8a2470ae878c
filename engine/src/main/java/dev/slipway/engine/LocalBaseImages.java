package dev.slipway.engine;

import dev.slipway.builder.lower.BaseImages;
import dev.slipway.builder.solve.Progress;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Finds base images in the store, and tells so once for each.
final class LocalBaseImages implements BaseImages {
  private final ImageStore store;
  private final Progress progress;
  private final Map<String, Optional<Image>> found = new HashMap<>();

  LocalBaseImages(ImageStore store, Progress progress) {
    this.store = store;
    this.progress = progress;
  }

  @Override
  public Optional<Image> find(ImageReference name) {
    return found.computeIfAbsent(name.withDefaultTag().full(), full -> look(full));
  }

  private Optional<Image> look(String name) {
    Progress.Entry entry = progress.entry("[internal] load metadata for " + name).started();
    try {
      Optional<Image> image = store.images().find(name);
      if (image.isEmpty()) {
        entry.failed(name + ": not found");
      }
      entry.finished();
      return image;
    } catch (IOException failure) {
      entry.failed(String.valueOf(failure.getMessage()));
      throw new UncheckedIOException(failure);
    }
  }
}
