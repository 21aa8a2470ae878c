package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.spec.ConfigDocument;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.spec.ManifestDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What stands in image indexes of the store. It claims nothing: collectors ask while nobody may.
final class ImageIndexes {
  private static final String UNKNOWN = "unknown";
  private static final int DEEPEST = 8;

  private ImageIndexes() {}

  /// The manifests of its images, without what is said about them.
  static List<Descriptor> images(Blobs blobs, Digest index) throws IOException {
    var images = new ArrayList<Descriptor>();
    for (Descriptor entry : IndexDocument.parse(blobs.read(index)).manifests()) {
      boolean attestation =
          entry.platform() != null && entry.platform().architecture().equals(UNKNOWN);
      if (!attestation
          && MediaTypes.isManifest(entry.mediaType())
          && Files.exists(blobs.path(entry.digest()))) {
        images.add(entry);
      }
    }
    if (images.isEmpty()) {
      throw new ImageException("the index " + index + " names no image that is here");
    }
    return images;
  }

  /// Everything that an index needs: itself, manifests, configs, layers and their diffIDs.
  static Set<Digest> closure(Blobs blobs, Digest index) throws IOException {
    var needed = new HashSet<Digest>();
    add(blobs, index, needed, 0);
    return needed;
  }

  /// The blobs of an index, itself included; empty where one of them is not here.
  static SortedSet<Digest> whole(Blobs blobs, Digest index) throws IOException {
    var all = new TreeSet<Digest>(List.of(index));
    for (Descriptor entry : IndexDocument.parse(blobs.read(index)).manifests()) {
      if (!MediaTypes.isManifest(entry.mediaType()) || !Files.exists(blobs.path(entry.digest()))) {
        return Collections.emptySortedSet();
      }
      ManifestDocument manifest = ManifestDocument.parse(blobs.read(entry.digest()));
      all.add(entry.digest());
      all.add(manifest.config().digest());
      manifest.layers().forEach(layer -> all.add(layer.digest()));
    }
    for (Digest each : all) {
      if (!Files.exists(blobs.path(each))) {
        return Collections.emptySortedSet();
      }
    }
    return all;
  }

  private static void add(Blobs blobs, Digest index, Set<Digest> needed, int depth)
      throws IOException {
    if (depth == DEEPEST || !needed.add(index)) {
      return;
    }
    for (Descriptor entry : IndexDocument.parse(blobs.read(index)).manifests()) {
      if (!Files.exists(blobs.path(entry.digest()))) {
        continue; // Of a platform that was never fetched.
      }
      if (MediaTypes.isIndex(entry.mediaType())) {
        add(blobs, entry.digest(), needed, depth + 1);
        continue;
      }
      needed.add(entry.digest());
      ManifestDocument manifest = ManifestDocument.parse(blobs.read(entry.digest()));
      needed.add(manifest.config().digest());
      manifest.layers().forEach(layer -> needed.add(layer.digest()));
      if (MediaTypes.isConfig(manifest.config().mediaType())
          && Files.exists(blobs.path(manifest.config().digest()))) {
        needed.addAll(ConfigDocument.parse(blobs.read(manifest.config().digest())).diffIds());
      }
    }
  }
}
