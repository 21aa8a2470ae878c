package dev.slipway.builder.graph;

import java.nio.file.Path;

/// Where `COPY` and `ADD` read.
public sealed interface CopySource {

  /// The build context.
  record Context() implements CopySource {}

  /// A directory that the build gives a name: `--build-context`.
  record Directory(Path path) implements CopySource {}

  /// The files that another stage or an image ends with.
  record Files(Step step) implements CopySource {}
}
