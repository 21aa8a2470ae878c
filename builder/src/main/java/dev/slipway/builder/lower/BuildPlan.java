package dev.slipway.builder.lower;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a build does.
///
/// @param target the stage that becomes the image
/// @param vertices the steps of every stage that the target needs, each after those it needs
/// @param epoch the newest time that the image may show: `SOURCE_DATE_EPOCH`; null is any
/// @param unusedArguments the `--build-arg`s that no `ARG` asks for
public record BuildPlan(
    LoweredStage target,
    List<Vertex> vertices,
    Set<String> unusedArguments,
    @Nullable Instant epoch) {
  /// Copies the collections.
  public BuildPlan {
    vertices = List.copyOf(vertices);
    unusedArguments = Set.copyOf(unusedArguments);
  }
}
