package dev.slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// A layer as its uncompressed tar.
@SuppressWarnings("DoNotCallSuggester")
public record TarLayer(Path tar, LayerIndex index) implements LayerSource {
  @Override
  public InputStream open(LayerEntry entry) throws IOException {
    throw new UnsupportedOperationException();
  }
}
