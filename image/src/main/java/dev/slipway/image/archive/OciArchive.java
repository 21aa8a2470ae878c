package dev.slipway.image.archive;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.image.store.StagedBlob;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An OCI layout in an archive. Of an index that is not there as a whole only the image for this
/// machine is taken.
final class OciArchive {
  private static final String NAME = "org.opencontainers.image.ref.name";
  private static final String CONTAINERD_NAME = "io.containerd.image.name";
  private static final int DEEPEST = 8;

  private OciArchive() {}

  static List<ArchivedImage> images(ArchiveContent content) {
    Map<String, List<Descriptor>> byName = new LinkedHashMap<>();
    for (Descriptor entry :
        IndexDocument.parse(content.requireDocument("index.json")).manifests()) {
      byName.computeIfAbsent(name(entry), _ -> new ArrayList<>()).add(entry);
    }
    List<ArchivedImage> images = new ArrayList<>();
    byName.forEach((name, entries) -> {
      for (Descriptor entry : name.isEmpty() ? entries : List.of(choose(entries))) {
        images.add(image(content, entry, references(name)));
      }
    });
    return images;
  }

  private static String name(Descriptor entry) {
    Map<String, String> annotations = entry.annotations();
    return annotations.getOrDefault(CONTAINERD_NAME, annotations.getOrDefault(NAME, ""));
  }

  /// A bare word is a tag whose repository nobody knows.
  private static List<ImageReference> references(String name) {
    return name.indexOf(':') < 0 && name.indexOf('/') < 0
        ? List.of()
        : List.of(ImageReference.parse(name).withDefaultTag());
  }

  private static ArchivedImage image(
      ArchiveContent content, Descriptor entry, List<ImageReference> references) {
    byte[] bytes = manifest(content, entry, 0);
    ManifestDocument manifest = ManifestDocument.parse(bytes);
    if (!MediaTypes.isConfig(manifest.config().mediaType())) {
      throw new ImageException(
          "not an image: its config is " + manifest.config().mediaType(),
          "only container images can be loaded");
    }
    byte[] config = content.requireDocument(ArchiveContent.blobPath(manifest.config().digest()));
    List<StagedBlob> layers =
        manifest.layers().stream()
            .map(layer -> content.requireBlob(ArchiveContent.blobPath(layer.digest())))
            .toList();
    var image = new ArchivedImage(config, bytes, layers, references);
    return ArchivedIndex.of(content, entry).map(image::in).orElse(image);
  }

  private static byte[] manifest(ArchiveContent content, Descriptor entry, int depth) {
    byte[] bytes = content.requireDocument(ArchiveContent.blobPath(entry.digest()));
    if (!isIndex(entry, bytes)) {
      return bytes;
    }
    if (depth == DEEPEST) {
      throw new ImageException("invalid index: nested too deeply");
    }
    return manifest(content, choose(IndexDocument.parse(bytes).manifests()), depth + 1);
  }

  private static boolean isIndex(Descriptor entry, byte[] bytes) {
    return entry.mediaType().isEmpty()
        ? !IndexDocument.parse(bytes).manifests().isEmpty()
        : MediaTypes.isIndex(entry.mediaType());
  }

  /// The entry for this machine; one that names no platform will do where there is no other.
  static Descriptor choose(List<Descriptor> entries) {
    Platform host = Platform.host();
    Optional<Descriptor> fitting =
        entries.stream()
            .filter(entry -> entry.platform() != null && entry.platform().runsOn(host))
            .findFirst();
    return fitting
        .or(() -> entries.stream().filter(entry -> entry.platform() == null).findFirst())
        .orElseThrow(() ->
            new ImageException(
                "no matching manifest for " + host + " in the manifest list entries",
                "it has " + String.join(", ", entries.stream().map(OciArchive::shown).toList())));
  }

  /// The index that `index.json` gives this name, if it has one.
  static Optional<ArchivedIndex> index(ArchiveContent content, ImageReference name) {
    Optional<byte[]> top = content.document("index.json");
    if (top.isEmpty()) {
      return Optional.empty();
    }
    for (Descriptor entry : IndexDocument.parse(top.get()).manifests()) {
      if (MediaTypes.isIndex(entry.mediaType()) && name(entry).equals(name.full())) {
        return ArchivedIndex.of(content, entry);
      }
    }
    return Optional.empty();
  }

  private static String shown(Descriptor entry) {
    return String.valueOf(entry.platform());
  }

  /// The manifests that `index.json` leads to, by their configs' digests; none where there is no
  /// layout.
  static Map<Digest, byte[]> manifestsByConfig(ArchiveContent content) {
    Map<Digest, byte[]> found = new HashMap<>();
    Optional<byte[]> index = content.document("index.json");
    if (index.isPresent()) {
      collect(content, index.get(), found, 0);
    }
    return found;
  }

  private static void collect(
      ArchiveContent content, byte[] index, Map<Digest, byte[]> found, int depth) {
    for (Descriptor entry : IndexDocument.parse(index).manifests()) {
      byte @Nullable [] bytes =
          content.document(ArchiveContent.blobPath(entry.digest())).orElse(null);
      if (bytes == null) {
        continue;
      }
      if (MediaTypes.isManifest(entry.mediaType())) {
        found.put(ManifestDocument.parse(bytes).config().digest(), bytes);
      } else if (isIndex(entry, bytes) && depth < DEEPEST) {
        collect(content, bytes, found, depth + 1);
      }
    }
  }
}
