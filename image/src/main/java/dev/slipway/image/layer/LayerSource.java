package dev.slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;

/// Where a layer's files are.
public sealed interface LayerSource permits TarLayer, DirectoryLayer, RemoteLayer {
  LayerIndex index() throws IOException;

  /// The bytes of a regular file (or of a hard link's file) that this layer's index names.
  InputStream open(LayerEntry entry) throws IOException;
}
