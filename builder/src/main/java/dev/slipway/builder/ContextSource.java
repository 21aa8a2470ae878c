package dev.slipway.builder;

import java.nio.file.Path;

/// Where a build context is.
public sealed interface ContextSource {
  /// A directory of this machine, read in place.
  record Directory(Path path) implements ContextSource {
    /// Makes the path absolute.
    public Directory {
      path = path.toAbsolutePath().normalize();
    }
  }
}
