package dev.slipway.image.archive;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import dev.slipway.image.spec.ArchiveManifest;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.image.store.StagedBlob;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `docker save`'s format: `manifest.json` names configs, layers and tags. Current versions have an
/// OCI layout in the same archive; its manifest is kept where it is of the same blobs.
final class DockerArchive {
  private DockerArchive() {}

  static List<ArchivedImage> images(ArchiveContent content) {
    Map<Digest, byte[]> manifests = OciArchive.manifestsByConfig(content);
    List<ArchivedImage> images = new ArrayList<>();
    for (ArchiveManifest image : ArchiveManifest.parse(content.requireDocument("manifest.json"))) {
      images.add(image(content, image, manifests));
    }
    return images;
  }

  private static ArchivedImage image(
      ArchiveContent content, ArchiveManifest image, Map<Digest, byte[]> manifests) {
    byte[] config = content.requireDocument(String.valueOf(image.config()));
    List<StagedBlob> layers = orEmpty(image.layers()).stream().map(content::requireBlob).toList();
    List<ImageReference> references =
        orEmpty(image.repoTags()).stream()
            .map(name -> ImageReference.parse(name).withDefaultTag())
            .toList();
    byte[] manifest = manifests.get(Digest.sha256(config));
    if (manifest == null || !names(manifest, layers)) {
      return new ArchivedImage(config, null, layers, references);
    }
    var archived = new ArchivedImage(config, manifest, layers, references);
    return inItsIndex(content, archived, manifest);
  }

  /// Of an image of several platforms `manifest.json` names one: the layout has the others.
  private static ArchivedImage inItsIndex(
      ArchiveContent content, ArchivedImage image, byte[] manifest) {
    for (ImageReference name : image.references()) {
      Optional<ArchivedIndex> index = OciArchive.index(content, name);
      if (index.isPresent() && index.get().leadsTo(manifest)) {
        return image.in(index.get());
      }
    }
    return image;
  }

  private static boolean names(byte[] manifest, List<StagedBlob> layers) {
    List<Digest> named =
        ManifestDocument.parse(manifest).layers().stream().map(Descriptor::digest).toList();
    return named.equals(layers.stream().map(layer -> layer.descriptor().digest()).toList());
  }

  private static List<String> orEmpty(@Nullable List<String> list) {
    return list == null ? List.of() : list;
  }
}
