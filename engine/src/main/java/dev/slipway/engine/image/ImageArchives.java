package dev.slipway.engine.image;

import dev.slipway.image.ContainerConfig;
import dev.slipway.image.Digest;
import dev.slipway.image.HistoryEntry;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.archive.ImageArchiveReader;
import dev.slipway.image.archive.ImageArchiveReader.Received;
import dev.slipway.image.archive.ImageArchiveWriter;
import dev.slipway.image.archive.ImageArchiveWriter.WholeIndex;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.LayerWriter;
import dev.slipway.image.store.NamedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/// `load`, `save` and `import`.
final class ImageArchives {
  private final ImageStore store;

  ImageArchives(ImageStore store) {
    this.store = store;
  }

  List<LoadedImage> load(InputStream archive) throws IOException {
    List<LoadedImage> loaded = new ArrayList<>();
    for (Received received : new ImageArchiveReader(store).read(archive)) {
      Digest id = received.image().id();
      if (received.references().isEmpty()) {
        loaded.add(new LoadedImage(null, id));
      }
      received.references().forEach(name -> loaded.add(new LoadedImage(name, id)));
    }
    return List.copyOf(loaded);
  }

  /// @return the IDs of what was saved
  List<Digest> save(List<String> namesOrIds, SaveFormat format, OutputStream sink)
      throws IOException {
    Map<Digest, Saved> images = new LinkedHashMap<>();
    for (String nameOrId : namesOrIds) {
      collect(nameOrId, images);
    }
    List<ImageArchiveWriter.Entry> entries = new ArrayList<>();
    for (Saved saved : images.values()) {
      entries.add(new ImageArchiveWriter.Entry(saved.image(), saved.names(), saved.index()));
    }
    var writer = new ImageArchiveWriter(store.blobs());
    switch (format) {
      case DOCKER_ARCHIVE -> writer.writeDockerArchive(entries, sink);
      case OCI_ARCHIVE -> writer.writeOciArchive(entries, sink);
    }
    return images.values().stream().map(saved -> saved.image().id()).toList();
  }

  /// An image to be saved, or an index with all of its platforms.
  private record Saved(Image image, @Nullable WholeIndex index, List<ImageReference> names) {}

  /// A repository without a tag stands for all of its tags; an ID for an image without a name.
  private void collect(String nameOrId, Map<Digest, Saved> images) throws IOException {
    List<NamedImage> named = namedBy(nameOrId);
    if (named.isEmpty()) {
      Image image = store.images().require(nameOrId);
      images.putIfAbsent(image.manifest().digest(), new Saved(image, null, new ArrayList<>()));
    }
    for (NamedImage entry : named) {
      Image image = store.images().require(entry.imageId().toString());
      WholeIndex index = index(entry);
      Digest root = index == null ? image.manifest().digest() : entry.manifest();
      Saved saved = images.computeIfAbsent(root, _ -> new Saved(image, index, new ArrayList<>()));
      entry
          .reference()
          .filter(name -> !saved.names().contains(name))
          .ifPresent(name -> saved.names().add(name));
    }
  }

  /// Null of an image alone, and of an index that is not here with all of its platforms.
  private @Nullable WholeIndex index(NamedImage entry) throws IOException {
    if (!MediaTypes.isIndex(entry.descriptor().mediaType())) {
      return null;
    }
    SortedSet<Digest> blobs = store.images().wholeIndex(entry.manifest());
    return blobs.isEmpty()
        ? null
        : new WholeIndex(entry.descriptor().withAnnotations(Map.of()), blobs);
  }

  private List<NamedImage> namedBy(String text) throws IOException {
    ImageReference wanted;
    try {
      wanted = ImageReference.parse(text);
    } catch (ImageReferenceException _) {
      return List.of();
    }
    boolean repository = wanted.tag().isEmpty() && wanted.digest().isEmpty();
    return store.names().list().stream()
        .filter(entry ->
            entry
                .reference()
                .filter(name -> repository ? name.isSameRepository(wanted) : name.equals(wanted))
                .isPresent())
        .toList();
  }

  Digest importArchive(ImportRequest request, InstantSource clock) throws IOException {
    ContainerConfig config = ConfigChanges.apply(ContainerConfig.EMPTY, request.changes());
    Digest diffId;
    try (LayerWriter layer = store.layers().create();
        InputStream tar = Compression.decompressing(request.archive())) {
      tar.transferTo(layer);
      diffId = layer.commit(ArchiveOrigin.FOREIGN_LAYER);
    }
    String message = request.message();
    var history =
        new HistoryEntry(
            clock.instant(),
            "",
            "",
            message == null ? "Imported from " + request.source() : message,
            false);
    ImageConfig imported =
        ImageConfig.scratch(request.platform())
            .withCreated(history.created())
            .withConfig(config)
            .withLayer(diffId)
            .withHistoryEntry(history);
    Image image = store.images().add(imported);
    store
        .names()
        .add(image, request.reference().map(ImageReference::withDefaultTag).stream().toList());
    return image.id();
  }
}
