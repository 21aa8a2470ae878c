package dev.slipway.image.archive;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageException;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.spec.ConfigDocument;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An index of an archive that has all of its platforms.
///
/// @param images one for each platform
/// @param documents what is said about them: manifests, and the small blobs that they name
@SuppressWarnings("ArrayRecordComponent")
record ArchivedIndex(
    Descriptor descriptor, byte[] bytes, List<ArchivedImage> images, List<byte[]> documents) {
  ArchivedIndex {
    images = List.copyOf(images);
    documents = List.copyOf(documents);
  }

  /// An index in the store.
  ///
  /// @param images all that it names
  record Kept(Descriptor descriptor, List<Image> images) {
    Kept {
      images = List.copyOf(images);
    }
  }

  /// Empty where something of it is not in the archive or malformed, or the entry is no index.
  static Optional<ArchivedIndex> of(ArchiveContent content, Descriptor entry) {
    Optional<byte[]> bytes = content.document(ArchiveContent.blobPath(entry.digest()));
    if (bytes.isEmpty() || !MediaTypes.isIndex(entry.mediaType())) {
      return Optional.empty();
    }
    try {
      return whole(content, entry, bytes.get());
    } catch (ImageException malformed) {
      return Optional.empty(); // What is for this machine may be sound all the same.
    }
  }

  private static Optional<ArchivedIndex> whole(
      ArchiveContent content, Descriptor entry, byte[] bytes) {
    var images = new ArrayList<ArchivedImage>();
    var documents = new ArrayList<byte[]>();
    for (Descriptor each : IndexDocument.parse(bytes).manifests()) {
      if (!add(content, each, images, documents)) {
        return Optional.empty();
      }
    }
    return images.isEmpty()
        ? Optional.empty()
        : Optional.of(new ArchivedIndex(entry, bytes, images, documents));
  }

  private static boolean add(
      ArchiveContent content,
      Descriptor entry,
      List<ArchivedImage> images,
      List<byte[]> documents) {
    Optional<byte[]> bytes = content.document(ArchiveContent.blobPath(entry.digest()));
    if (bytes.isEmpty() || !MediaTypes.isManifest(entry.mediaType())) {
      return false;
    }
    ManifestDocument manifest = ManifestDocument.parse(bytes.get());
    Optional<byte[]> config = content.document(ArchiveContent.blobPath(manifest.config().digest()));
    if (config.isEmpty()) {
      return false;
    }
    return isImage(manifest, config.get())
        ? addImage(content, manifest, bytes.get(), config.get(), images)
        : addDocuments(content, manifest, bytes.get(), config.get(), documents);
  }

  /// Attestations have a config of an image's kind too, which is of no system.
  private static boolean isImage(ManifestDocument manifest, byte[] config) {
    return MediaTypes.isConfig(manifest.config().mediaType())
        && ConfigDocument.parse(config).platform().os().equals("linux");
  }

  private static boolean addImage(
      ArchiveContent content,
      ManifestDocument manifest,
      byte[] bytes,
      byte[] config,
      List<ArchivedImage> images) {
    for (Descriptor layer : manifest.layers()) {
      if (!content.hasBlob(ArchiveContent.blobPath(layer.digest()))) {
        return false;
      }
    }
    var layers =
        manifest.layers().stream()
            .map(layer -> content.requireBlob(ArchiveContent.blobPath(layer.digest())))
            .toList();
    images.add(new ArchivedImage(config, bytes, layers, List.of()));
    return true;
  }

  private static boolean addDocuments(
      ArchiveContent content,
      ManifestDocument manifest,
      byte[] bytes,
      byte[] config,
      List<byte[]> documents) {
    for (Descriptor layer : manifest.layers()) {
      Optional<byte[]> document = content.document(ArchiveContent.blobPath(layer.digest()));
      if (document.isEmpty()) {
        return false;
      }
      documents.add(document.get());
    }
    documents.add(config);
    documents.add(bytes);
    return true;
  }

  /// Whether one of its manifests is this one.
  boolean leadsTo(byte[] manifest) {
    Digest digest = Digest.sha256(manifest);
    return IndexDocument.parse(bytes).manifests().stream()
        .anyMatch(entry -> entry.digest().equals(digest));
  }

  /// Puts all of it into the store, byte for byte.
  Kept keep(ImageStore store) throws IOException {
    var kept = new ArrayList<Image>();
    for (ArchivedImage image : images) {
      kept.add(image.keepAsItIs(store));
    }
    for (byte[] document : documents) {
      store.blobs().put(document);
    }
    Digest digest = store.blobs().put(bytes);
    return new Kept(Descriptor.of(descriptor.mediaType(), digest, bytes.length), kept);
  }
}
