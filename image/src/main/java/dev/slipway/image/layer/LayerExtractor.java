package dev.slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Unpacks a layer's tar into a directory in overlay form.
@SuppressWarnings("DoNotCallSuggester")
public final class LayerExtractor {
  private LayerExtractor() {}

  /// Unpacks the tar of a layer into `emptyDirectory`.
  public static LayerIndex extract(InputStream tar, Path emptyDirectory, ArchiveOrigin origin)
      throws IOException {
    throw new UnsupportedOperationException();
  }
}
