package dev.slipway.builder.lower;

import java.util.List;
import java.util.Set;

/// What a build does.
///
/// @param target the stage that becomes the image
/// @param vertices the steps of every stage that the target needs, each after those it needs
/// @param unusedArguments the `--build-arg`s that no `ARG` asks for
public record BuildPlan(LoweredStage target, List<Vertex> vertices, Set<String> unusedArguments) {
  /// Copies the collections.
  public BuildPlan {
    vertices = List.copyOf(vertices);
    unusedArguments = Set.copyOf(unusedArguments);
  }
}
