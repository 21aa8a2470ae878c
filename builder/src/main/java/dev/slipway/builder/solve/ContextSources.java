package dev.slipway.builder.solve;

import java.nio.file.Path;

/// The contexts of a build, made ready when a step first needs them.
public interface ContextSources {
  /// The build's own.
  ContextFiles main();

  /// A directory that the build gives a name.
  ContextFiles named(Path directory);
}
