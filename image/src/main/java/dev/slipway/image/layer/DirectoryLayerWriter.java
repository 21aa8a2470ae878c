package dev.slipway.image.layer;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/// Writes a directory in overlay form as a layer's tar.
@SuppressWarnings("DoNotCallSuggester")
public final class DirectoryLayerWriter {
  private DirectoryLayerWriter() {}

  public static LayerIndex write(Path upper, OutputStream sink) throws IOException {
    throw new UnsupportedOperationException();
  }
}
