package dev.slipway.builder.cache;

import java.time.Instant;
import java.util.Map;

/// What is known of a step that ran.
///
/// @param inputs what its key was made of, by name
/// @param created when it ran first
public record StepRecord(Map<String, String> inputs, ResultLayer layer, Instant created) {
  /// The same with its layer in another place.
  public StepRecord withLayer(ResultLayer changed) {
    return new StepRecord(inputs, changed, created);
  }
}
