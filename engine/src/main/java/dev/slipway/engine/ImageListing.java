package dev.slipway.engine;

import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.NamedImage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The rows of `images`.
final class ImageListing {
  private final ImageStore store;

  ImageListing(ImageStore store) {
    this.store = store;
  }

  /// Newest first; those of one time by name.
  List<ImageSummary> list(List<String> filters) throws IOException {
    ImageFilter filter = filters.isEmpty() ? null : ImageFilter.forListing(store, filters);
    List<ImageSummary> rows = new ArrayList<>();
    for (NamedImage entry : store.names().list()) {
      if (filter == null || filter.accepts(entry)) {
        rows.add(row(entry));
      }
    }
    rows.sort(new NewestFirst());
    return List.copyOf(rows);
  }

  private static ImageSummary row(NamedImage entry) {
    return new ImageSummary(
        entry.referenceOrNull(),
        entry.imageId(),
        entry.manifest(),
        entry.createdOrNull(),
        entry.size());
  }

  /// A class and not a lambda: this is all that listing would need the JVM's lambda machinery for.
  private static final class NewestFirst implements Comparator<ImageSummary> {
    @Override
    public int compare(ImageSummary one, ImageSummary other) {
      return createdOf(other).compareTo(createdOf(one));
    }

    private static Instant createdOf(ImageSummary row) {
      Instant created = row.createdOrNull();
      return created == null ? Instant.EPOCH : created;
    }
  }
}
