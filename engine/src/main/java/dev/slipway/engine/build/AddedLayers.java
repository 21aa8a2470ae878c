package dev.slipway.engine.build;

import dev.slipway.builder.graph.Step;
import dev.slipway.builder.lower.BuildPlan;
import dev.slipway.builder.lower.PlannedHistory;
import dev.slipway.builder.lower.Vertex;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which layers of an image its build's steps added, for the record of the build.
final class AddedLayers {
  private AddedLayers() {}

  /// DiffIDs by the steps' titles, in their order.
  static Map<String, String> of(BuildPlan plan, Image image) {
    var titles = new IdentityHashMap<Step, String>();
    for (Vertex vertex : plan.vertices()) {
      titles.put(vertex.step(), vertex.title());
    }
    Map<String, String> layers = new LinkedHashMap<>();
    List<Digest> diffIds = image.config().diffIds();
    int next = plan.target().base().diffIds().size();
    for (PlannedHistory entry : plan.target().history()) {
      if (entry.layer() != null && next < diffIds.size()) {
        String title = titles.get(entry.layer());
        String diffId = diffIds.get(next++).toString();
        if (title != null) {
          layers.put(title, diffId);
        }
      }
    }
    return layers;
  }
}
