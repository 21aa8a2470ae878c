package dev.slipway.engine.image;

import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
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
    List<NamedImage> entries = store.names().list();
    for (NamedImage entry : entries) {
      if (!standsBesideATag(entry, entries) && (filter == null || filter.accepts(entry))) {
        rows.add(row(entry, digest(entry, entries)));
      }
    }
    rows.sort(new NewestFirst());
    return List.copyOf(rows);
  }

  /// A pulled tag is named with its digest too; one row shows both.
  private static boolean standsBesideATag(NamedImage entry, List<NamedImage> entries) {
    ImageReference reference = entry.referenceOrNull();
    if (reference == null || reference.tag().isPresent()) {
      return false;
    }
    for (NamedImage other : entries) {
      if (isSameImage(entry, other) && other.reference().orElseThrow().tag().isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// Of the manifest, or what the registry calls it: the digest of an index.
  private static Digest digest(NamedImage entry, List<NamedImage> entries) {
    for (NamedImage other : entries) {
      if (isSameImage(entry, other) && other.reference().orElseThrow().digest().isPresent()) {
        return other.reference().orElseThrow().digest().orElseThrow();
      }
    }
    return entry.manifest();
  }

  private static boolean isSameImage(NamedImage entry, NamedImage other) {
    ImageReference one = entry.referenceOrNull();
    ImageReference two = other.referenceOrNull();
    return one != null
        && two != null
        && one.isSameRepository(two)
        && entry.manifest().equals(other.manifest());
  }

  private static ImageSummary row(NamedImage entry, Digest digest) {
    return new ImageSummary(
        entry.referenceOrNull(), entry.imageId(), digest, entry.createdOrNull(), entry.size());
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
