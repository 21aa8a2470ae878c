package dev.slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// A layer as a directory in overlay form: an overlay's upper directory or an extracted layer.
@SuppressWarnings("DoNotCallSuggester")
public final class DirectoryLayer implements LayerSource {
  public DirectoryLayer(Path directory) {
    throw new UnsupportedOperationException();
  }

  public Path directory() {
    throw new UnsupportedOperationException();
  }

  /// Read from the directory on the first call.
  @Override
  public LayerIndex index() throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public InputStream open(LayerEntry entry) throws IOException {
    throw new UnsupportedOperationException();
  }
}
