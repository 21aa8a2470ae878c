package dev.slipway.engine.image;

import dev.slipway.engine.event.StoreEvents;
import dev.slipway.engine.vocabulary.PruneReport;
import dev.slipway.engine.vocabulary.RemovalReport;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.NamedImage;
import dev.slipway.image.store.StoredImages;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What users do with images. Every call opens the store anew, so that nothing is held between
/// them.
public final class Images {
  private final Path root;
  private final ImageUsers users;

  public Images(Path root, ImageUsers users) {
    this.root = root;
    this.users = users;
  }

  private StoreEvents events() {
    return new StoreEvents(root);
  }

  /// Names and images without one, newest first. Reads one file.
  public List<ImageSummary> list() throws IOException {
    return list(List.of());
  }

  /// As [#list], of those that `filters` let through: Docker's `dangling=true`,
  /// `reference=golang:*`, `label=key=value`, `before=image`, `since=image`.
  public List<ImageSummary> list(List<String> filters) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(root)) {
      return new ImageListing(store).list(filters);
    }
  }

  /// Docker's JSON of one image, with its member names, as maps, lists, strings, numbers, booleans
  /// and null.
  public SequencedMap<String, @Nullable Object> inspect(String nameOrId) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(root)) {
      return new ImageInspection(store).inspect(nameOrId);
    }
  }

  /// Rows of the image's history, newest first.
  public List<HistoryRow> history(String nameOrId) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(root)) {
      return new ImageHistory(store).rows(nameOrId);
    }
  }

  /// What each of an image's layers adds, changes and removes.
  ///
  /// @param files how many of a layer's files are named, the largest first
  public ImageContents contents(String nameOrId, int files) throws IOException {
    try (ImageStore store = ImageStore.open(root)) {
      return new ImageTree(store, files).of(nameOrId);
    }
  }

  /// The bytes of the files of each layer of an image, by diffID with `sha256:`; empty where there
  /// is no such image.
  public Map<String, Long> layerSizes(String nameOrId) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(root)) {
      Optional<NamedImage> entry =
          nameOrId.isEmpty() ? Optional.empty() : store.images().findEntry(nameOrId);
      Map<String, Long> sizes = new HashMap<>();
      if (entry.isPresent()) {
        var diffIds = store.images().read(entry.get().descriptor()).config().diffIds();
        List<Long> known = entry.get().layerSizes();
        for (int i = 0; i < Math.min(diffIds.size(), known.size()); i++) {
          sizes.put(diffIds.get(i).toString(), known.get(i));
        }
      }
      return sizes;
    }
  }

  /// What is said about the image in manifests of their own.
  public List<ImageReferrer> referrers(String nameOrId) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(root)) {
      return new ImageReferrers(store).list(nameOrId);
    }
  }

  /// One of these documents.
  ///
  /// @param part of its type, or the beginning of its manifest's digest
  public byte[] referrer(String nameOrId, String part) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(root)) {
      return new ImageReferrers(store).show(nameOrId, part);
    }
  }

  /// Takes in every image of a docker-archive or oci-archive, compressed or not, from a stream; all
  /// of them or none.
  public List<LoadedImage> load(InputStream archive) throws IOException {
    try (ImageStore store = ImageStore.open(root)) {
      List<LoadedImage> loaded = new ImageArchives(store).load(archive);
      loaded.forEach(one -> events().image("load", one.id(), one.id().toString()));
      return loaded;
    }
  }

  /// Writes images as an archive: the same bytes for the same images. `archive` stays open.
  public void save(List<String> namesOrIds, SaveFormat format, OutputStream archive)
      throws IOException {
    try (ImageStore store = openToRead()) {
      for (Digest id : new ImageArchives(store).save(namesOrIds, format, archive)) {
        events().image("save", id, id.toString());
      }
    }
  }

  /// Where the store may be written, what is read from it cannot be removed meanwhile.
  private ImageStore openToRead() throws IOException {
    return Files.isWritable(root) ? ImageStore.open(root) : ImageStore.openReadOnly(root);
  }

  /// Makes an image of a file system tar.
  public Digest importArchive(ImportRequest request) throws IOException {
    try (ImageStore store = ImageStore.open(root)) {
      Digest id = new ImageArchives(store).importArchive(request, InstantSource.system());
      events().image("import", id, id.toString());
      return id;
    }
  }

  /// Gives an image a further name.
  public void tag(String nameOrId, String newName) throws IOException {
    ImageReference reference = ImageNames.target(newName);
    try (ImageStore store = ImageStore.open(root)) {
      Image image =
          store.images().find(nameOrId).orElseThrow(() -> StoredImages.noSuchImage(nameOrId));
      Optional<NamedImage> entry = store.images().findEntry(nameOrId);
      if (entry.isPresent() && MediaTypes.isIndex(entry.get().descriptor().mediaType())) {
        List<Image> all = store.images().all(entry.get());
        store.names().addIndex(entry.get().descriptor(), all, List.of(reference));
      } else {
        store.names().tag(reference, image);
      }
      events().image("tag", image.id(), reference.withDefaultTag().familiar());
    }
  }

  /// Takes a name away, or an image by its ID, as `docker rmi` does.
  ///
  /// @param force also where several names or a stopped container refer to the image
  public RemovalReport remove(String nameOrId, boolean force, boolean noPrune) throws IOException {
    try (ImageStore store = ImageStore.open(root)) {
      Optional<NamedImage> found = store.images().findEntry(nameOrId);
      RemovalReport report = new ImageRemoval(store, users).remove(nameOrId, force, noPrune);
      found.ifPresent(entry -> events().removal(report, entry.imageId()));
      return report;
    }
  }

  /// Removes images without a name, or with `all` those that no container uses, and everything in
  /// the store that nothing needs.
  ///
  /// @param filters Docker's `until=24h`, `label=key`, `label!=key=value`
  public PruneReport prune(boolean all, List<String> filters) throws IOException {
    try (ImageStore store = ImageStore.open(root)) {
      PruneReport report = new ImageRemoval(store, users).prune(all, filters);
      events().prune("image", report);
      return report;
    }
  }
}
