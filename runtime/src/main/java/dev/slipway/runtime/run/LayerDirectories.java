package dev.slipway.runtime.run;

import java.io.IOException;
import java.nio.file.Path;

/// Where a layer's files are, as a directory in overlay form.
public interface LayerDirectories {
  /// @param diffId `sha256:...` of the layer's tar
  Path directory(String diffId) throws IOException;
}
