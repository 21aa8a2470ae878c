package dev.slipway.builder.solve;

import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.graph.StepKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a step came to.
///
/// @param layers of the step and all below it, bottom first
/// @param created when the step's own layer was made; null where it has none
/// @param cached whether it was known from before
/// @param forgetful whether what stands on it is made whatever is known of it
public record StepResult(
    StepKey key,
    List<ResultLayer> layers,
    @Nullable Instant created,
    boolean cached,
    boolean forgetful) {
  /// Copies the layers.
  public StepResult {
    layers = List.copyOf(layers);
  }

  StepResult(StepKey key, List<ResultLayer> layers, @Nullable Instant created, boolean cached) {
    this(key, layers, created, cached, false);
  }

  StepResult withKey(StepKey value) {
    return new StepResult(value, layers, created, cached, forgetful);
  }

  /// The same for steps that are not to be taken from the cache.
  StepResult forgetting() {
    return new StepResult(key, layers, created, cached, true);
  }

  /// The result of a step that adds one layer.
  static StepResult on(
      StepResult parent, StepKey key, ResultLayer layer, Instant created, boolean cached) {
    var layers = new ArrayList<>(parent.layers());
    layers.add(layer);
    return new StepResult(key, layers, created, cached, parent.forgetful());
  }
}
