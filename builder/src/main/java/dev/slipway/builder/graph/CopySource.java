package dev.slipway.builder.graph;

/// Where `COPY` and `ADD` read.
public sealed interface CopySource {

  /// The build context.
  record Context() implements CopySource {}

  /// The files that another stage or an image ends with.
  record Files(Step step) implements CopySource {}
}
