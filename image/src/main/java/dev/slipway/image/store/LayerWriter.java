package dev.slipway.image.store;

import dev.slipway.image.Digest;
import dev.slipway.image.DigestingOutputStream;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.LayerIndex;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A layer's uncompressed tar on its way into the store. Closing it without a commit drops it.
public final class LayerWriter extends OutputStream {
  private final Layers layers;
  private final Path temporary;
  private final DigestingOutputStream sink;
  private boolean ended;

  LayerWriter(Layers layers, Path temporary) throws IOException {
    this.layers = layers;
    this.temporary = temporary;
    this.sink = DigestingOutputStream.beside(Files.newOutputStream(temporary));
  }

  @Override
  public void write(int value) throws IOException {
    sink.write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    sink.write(bytes, offset, length);
  }

  public long count() {
    return sink.count();
  }

  /// Keeps the layer and makes its index by reading the tar's headers.
  public Digest commit() throws IOException {
    return commit(ArchiveOrigin.OWN_LAYER);
  }

  /// As [#commit()], for a tar from `origin`, checked accordingly.
  public Digest commit(ArchiveOrigin origin) throws IOException {
    sink.close();
    return commit(LayerIndex.scan(temporary, origin));
  }

  /// Keeps the layer with the index that writing its tar gave.
  public Digest commit(LayerIndex index) throws IOException {
    sink.close();
    Digest diffId = sink.digest();
    layers.adoptTar(diffId, temporary, index);
    ended = true;
    return diffId;
  }

  @Override
  public void close() throws IOException {
    if (!ended) {
      ended = true;
      sink.drop();
      sink.close();
      Files.deleteIfExists(temporary);
    }
  }
}
