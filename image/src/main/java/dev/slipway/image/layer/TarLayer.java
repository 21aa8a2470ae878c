package dev.slipway.image.layer;

import dev.slipway.image.ImageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// A layer as its uncompressed tar; files are read at their place in it.
public record TarLayer(Path tar, LayerIndex index) implements LayerSource {
  @Override
  public InputStream open(LayerEntry entry) throws IOException {
    LayerEntry file = index.resolveLink(entry);
    if (file.kind() != EntryKind.FILE || file.dataOffset() < 0) {
      throw new ImageException("not a regular file of this layer: " + entry.path());
    }
    SeekingInput data = SeekingInput.slice(tar, file.dataOffset(), file.size());
    if (data.available() < Math.min(file.size(), Integer.MAX_VALUE)) {
      data.close();
      throw MalformedLayer.truncated(file.dataOffset(), "before the end of " + entry.path());
    }
    return data;
  }
}
