package dev.slipway.builder.lower;

import dev.slipway.builder.graph.Step;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a build does.
///
/// @param target the stage that becomes the image
/// @param vertices the steps of every stage that the target needs, each after those it needs
/// @param uncached those of the vertices' steps that run whatever is known of them
/// @param missingDevices that its steps would have if they were there
/// @param epoch the newest time that the image may show: `SOURCE_DATE_EPOCH`; null is any
/// @param unusedArguments the `--build-arg`s that no `ARG` asks for
public record BuildPlan(
    LoweredStage target,
    List<Vertex> vertices,
    List<Step> uncached,
    Set<String> unusedArguments,
    Set<String> missingDevices,
    @Nullable Instant epoch) {
  /// Copies the collections.
  public BuildPlan {
    vertices = List.copyOf(vertices);
    uncached = List.copyOf(uncached);
    missingDevices = Set.copyOf(missingDevices);
    unusedArguments = Set.copyOf(unusedArguments);
  }

  /// With labels that go before those of the Dockerfile.
  public BuildPlan withLabels(Map<String, String> labels) {
    return new BuildPlan(
        target.withLabels(labels), vertices, uncached, unusedArguments, missingDevices, epoch);
  }
}
