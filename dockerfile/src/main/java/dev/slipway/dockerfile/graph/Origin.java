package dev.slipway.dockerfile.graph;

/// Where a stage begins or a step takes files from.
public sealed interface Origin {
  /// The build context.
  record Context() implements Origin {}

  /// An earlier stage.
  record Stage(int index) implements Origin {}

  /// An image or a named context, as it is written; variables without a value stay.
  record Image(String name) implements Origin {}

  /// An address that `ADD` fetches.
  record Address(String text) implements Origin {}
}
