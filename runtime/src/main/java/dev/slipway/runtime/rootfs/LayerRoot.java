package dev.slipway.runtime.rootfs;

import java.nio.file.Path;

/// A layer in a form that an overlay can stand on.
public sealed interface LayerRoot {
  /// Its files, in overlay form.
  record Directory(Path path) implements LayerRoot {}

  /// Its tar, mounted as it is by EROFS metadata.
  record Tar(Path metadata, Path tar) implements LayerRoot {}
}
