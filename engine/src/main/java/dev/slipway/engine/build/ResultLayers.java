package dev.slipway.engine.build;

import dev.slipway.builder.BuildRequest;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.StepRecords;
import dev.slipway.builder.lower.BuildPlan;
import java.io.IOException;
import java.util.List;

/// The layers that the result of a build is made of, as far as they have to come here: an image
/// that is only pushed leaves those that registries have where they are.
///
/// @param stay whether all of them are to be in the store in the end
record ResultLayers(StepRecords steps, boolean stay) {
  static ResultLayers of(BuildRequest request, StepRecords steps) {
    return new ResultLayers(steps, !request.outputs().arePushedOnly());
  }

  /// Brings what is still missing.
  void complete(BuildPlan plan, List<ResultLayer> layers) throws IOException, InterruptedException {
    if (stay) {
      steps.fetchAll(layers);
      return;
    }
    for (ResultLayer layer : layers) {
      if (!mayStayAway(plan, layer)) {
        steps.fetch(layer);
      }
    }
  }

  /// Times of files are rewritten in layers that are here; those of a base are left as they are.
  private boolean mayStayAway(BuildPlan plan, ResultLayer layer) throws IOException {
    return layer instanceof ResultLayer.Stored(_, var diffId)
        && (plan.epoch() == null || plan.target().base().diffIds().contains(diffId))
        && steps.remote().origin(diffId) != null;
  }
}
