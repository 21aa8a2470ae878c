package dev.slipway.image.archive;

import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.ImageException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import dev.slipway.image.spec.ConfigDocument;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.StagedBlob;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An image of an archive, complete and checked.
///
/// @param config its bytes; their digest is the image's ID
/// @param manifest the OCI manifest that came with it, as it is
/// @param layers bottom first
/// @param index where the image stands in one that the archive has as a whole
@SuppressWarnings("ArrayRecordComponent")
record ArchivedImage(
    byte[] config,
    byte @Nullable [] manifest,
    List<StagedBlob> layers,
    List<ImageReference> references,
    @Nullable ArchivedIndex index) {

  /// Checks that the layers are those of the config.
  ArchivedImage {
    layers = List.copyOf(layers);
    references = List.copyOf(references);
    List<Digest> diffIds = parse(config).diffIds();
    if (diffIds.size() != layers.size()) {
      throw new ImageException(
          "invalid manifest, layers length mismatch: expected "
              + layers.size()
              + ", got "
              + diffIds.size());
    }
    for (int i = 0; i < layers.size(); i++) {
      Digest diffId = layers.get(i).diffId();
      if (!diffId.equals(diffIds.get(i))) {
        throw new ImageException(
            "invalid diffID for layer "
                + i
                + ": expected \""
                + diffIds.get(i)
                + "\", got \""
                + diffId
                + "\"",
            "the archive is damaged: write or fetch it again");
      }
    }
  }

  ArchivedImage(
      byte[] config,
      byte @Nullable [] manifest,
      List<StagedBlob> layers,
      List<ImageReference> references) {
    this(config, manifest, layers, references, null);
  }

  ArchivedImage in(ArchivedIndex whole) {
    return new ArchivedImage(config, manifest, layers, references, whole);
  }

  private static ImageConfig parse(byte[] config) {
    ImageConfig parsed = ConfigDocument.parse(config);
    if (!parsed.platform().os().equals("linux")) {
      throw new ImageException(
          "cannot load " + parsed.platform().os() + " image on linux",
          "use an image for " + Platform.host());
    }
    return parsed;
  }

  /// Puts the image into the store. One that is there already stays as it is, whatever the
  /// compression of its layers.
  Image keep(ImageStore store) throws IOException {
    Optional<Image> known = store.images().get(Digest.sha256(config));
    if (known.isPresent() && store.images().claim(known.get())) {
      return known.get();
    }
    return keepAsItIs(store);
  }

  /// Puts the image into the store with the very manifest that it came with.
  Image keepAsItIs(ImageStore store) throws IOException {
    for (StagedBlob layer : layers) {
      if (manifest != null || !store.layers().contains(layer.diffId())) {
        store.layers().commit(layer);
      }
    }
    if (manifest == null) {
      return store.images().add(config);
    }
    store.blobs().put(config);
    return store.images().addManifest(manifest);
  }
}
