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
  // Written out: a Comparator's own combinators are lambdas that the AOT cache cannot hold.
  private static final Comparator<ImageSummary> NEWEST_FIRST =
      (one, other) -> createdOf(other).compareTo(createdOf(one));

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
    rows.sort(NEWEST_FIRST);
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

  private static Instant createdOf(ImageSummary row) {
    Instant created = row.createdOrNull();
    return created == null ? Instant.EPOCH : created;
  }
}
