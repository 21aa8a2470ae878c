package dev.slipway.image.store;

import dev.slipway.image.Digest;
import dev.slipway.image.DigestingOutputStream;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.FileSums;
import dev.slipway.image.layer.LayerIndex;
import java.io.IOException;
import java.nio.file.Path;

/// A layer's uncompressed tar on its way into the store. Closing it without a commit drops it.
public final class LayerWriter extends StagedFile {
  private final Layers layers;

  LayerWriter(Layers layers, Path temporary) throws IOException {
    super(temporary, DigestingOutputStream.beside(new EarlyWriting(temporary)));
    this.layers = layers;
  }

  /// Keeps the layer and makes its index by reading the tar's headers.
  public Digest commit() throws IOException {
    return commit(ArchiveOrigin.OWN_LAYER);
  }

  /// As [#commit()], for a tar from `origin`, checked accordingly.
  public Digest commit(ArchiveOrigin origin) throws IOException {
    end();
    return commit(LayerIndex.scan(temporary(), origin)); // While the digest may still be computed.
  }

  /// As [#commit(LayerIndex)], for a tar that has an entry for each directory above another, by
  /// path: later ones may take of it what is the same.
  public Digest commit(LayerIndex index, FileSums sums) throws IOException {
    Digest diffId = commit(index);
    layers.keepSums(diffId, sums);
    return diffId;
  }

  /// Keeps the layer with the index that writing its tar gave.
  public Digest commit(LayerIndex index) throws IOException {
    Digest diffId = written();
    layers.adoptTar(diffId, temporary(), index);
    adopted();
    return diffId;
  }
}
