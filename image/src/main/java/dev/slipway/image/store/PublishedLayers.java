package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.layer.LayerCompression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/// Layers as blobs that manifests may name: as they came, as plain tars, or compressed, which is
/// done once for each way and remembered.
final class PublishedLayers {
  private final Workspace workspace;
  private final Blobs blobs;
  private final Layers layers;

  PublishedLayers(Workspace workspace, Blobs blobs, Layers layers) {
    this.workspace = workspace;
    this.blobs = blobs;
    this.layers = layers;
  }

  Descriptor asItIs(Digest diffId) throws IOException {
    Optional<Descriptor> original = original(diffId);
    return original.isPresent() ? original.get() : uncompressed(diffId);
  }

  Descriptor as(Digest diffId, LayerCompression how, boolean force) throws IOException {
    Optional<Descriptor> original = original(diffId);
    if (original.isPresent()
        && (!force || MediaTypes.oci(original.get().mediaType()).equals(how.mediaType()))) {
      return original.get();
    }
    return how.kind() == Compression.NONE ? uncompressed(diffId) : compressed(diffId, how);
  }

  /// The compressed blob that the layer came as: not one that compressing it here gave, or the
  /// manifest of an image would depend on what was exported before.
  private Optional<Descriptor> original(Digest diffId) throws IOException {
    Optional<Descriptor> blob = layers.forms().compressed(diffId);
    boolean original =
        blob.isPresent()
            && blobs.contains(blob.get().digest())
            && !layers.forms().derived(diffId).isMadeHere(blob.get());
    return original ? blob : Optional.empty();
  }

  private Descriptor uncompressed(Digest diffId) throws IOException {
    if (!blobs.contains(diffId)) {
      blobs.link(layers.tar(diffId), diffId);
    }
    return Descriptor.of(MediaTypes.OCI_LAYER, diffId, blobs.size(diffId));
  }

  private Descriptor compressed(Digest diffId, LayerCompression how) throws IOException {
    try (Lock _ = workspace.locks().exclusive("compress-" + diffId.hex())) {
      Optional<Descriptor> made = layers.forms().derived(diffId).compressed(how);
      if (made.isPresent() && blobs.contains(made.get().digest())) {
        return made.get();
      }
      try (BlobWriter writer = blobs.writer()) {
        // The compressor closes what it writes to, which must be committed first.
        var kept = new UnclosedOutput(writer);
        try (InputStream tar = layers.openTar(diffId);
            OutputStream compressor = how.compress(kept)) {
          tar.transferTo(compressor);
        }
        long size = writer.count();
        Descriptor blob = Descriptor.of(how.mediaType(), writer.commit(), size);
        layers
            .forms()
            .derived(diffId)
            .writeCompressed(how, blob, workspace.temporary("descriptor"));
        return blob;
      }
    }
  }
}
