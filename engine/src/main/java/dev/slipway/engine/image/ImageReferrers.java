package dev.slipway.engine.image;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Image;
import dev.slipway.image.ImageException;
import dev.slipway.image.spec.DescriptorDocument;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// What is said about images of a store.
final class ImageReferrers {
  private final ImageStore store;

  ImageReferrers(ImageStore store) {
    this.store = store;
  }

  List<ImageReferrer> list(String nameOrId) throws IOException {
    Image image = store.images().require(nameOrId);
    var referrers = new ArrayList<ImageReferrer>();
    for (DescriptorDocument document : store.referrers().of(image.manifest().digest())) {
      Descriptor manifest = document.toDescriptor();
      List<Descriptor> layers =
          ManifestDocument.parse(store.blobs().read(manifest.digest())).layers();
      if (!layers.isEmpty()) {
        referrers.add(
            new ImageReferrer(
                String.valueOf(document.artifactType()),
                manifest.annotations().getOrDefault("in-toto.io/predicate-type", ""),
                manifest.digest(),
                layers.getFirst().digest(),
                layers.getFirst().size()));
      }
    }
    return referrers;
  }

  /// The document whose type has `part` in it, or whose digest begins so.
  byte[] show(String nameOrId, String part) throws IOException {
    for (ImageReferrer each : list(nameOrId)) {
      if (each.artifactType().contains(part)
          || each.predicateType().contains(part)
          || each.manifest().hex().startsWith(part)
          || each.manifest().toString().equals(part)) {
        return store.blobs().read(each.content());
      }
    }
    throw new ImageException(
        "nothing of " + nameOrId + " is of type or digest " + part,
        "see what there is: slipway image referrers " + nameOrId);
  }
}
