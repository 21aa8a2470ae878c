package dev.slipway.builder.history;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a build came to.
///
/// @param error one line; empty where there is none
/// @param detail the failed step, its last lines, and the Dockerfile's; empty, or whole lines
/// @param imageId with `sha256:`; empty where no image was made
/// @param steps how many of the Dockerfile's steps it came to
/// @param layers the diffIDs of the layers that its steps added to the image, by the steps' titles
public record BuildOutcome(
    String error, String detail, String imageId, StepCounts steps, Map<String, String> layers) {
  /// Copies the map in its order.
  public BuildOutcome {
    layers = Collections.unmodifiableMap(new LinkedHashMap<>(layers));
  }

  /// Of a build that has not ended.
  static BuildOutcome unfinished(StepCounts steps) {
    return new BuildOutcome("", "", "", steps, Map.of());
  }
}
