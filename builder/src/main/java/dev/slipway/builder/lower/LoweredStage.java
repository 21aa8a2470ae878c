package dev.slipway.builder.lower;

import dev.slipway.builder.graph.Step;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.ImageConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A stage as steps and what its image's config says.
///
/// @param filesystem the last step
/// @param base the config of the image that it goes back to, an empty one for `scratch`
/// @param history what follows the base's
public record LoweredStage(
    Step filesystem,
    ImageConfig base,
    ContainerConfig config,
    String author,
    List<PlannedHistory> history) {
  /// Copies the history.
  public LoweredStage {
    history = List.copyOf(history);
  }

  /// With these labels too, which go before its own of the same names.
  LoweredStage withLabels(Map<String, String> more) {
    if (more.isEmpty()) {
      return this;
    }
    var labels = new TreeMap<>(config.labels());
    labels.putAll(more);
    return new LoweredStage(filesystem, base, config.withLabels(labels), author, history);
  }

  /// Where its next process would run.
  public String workingDirectory() {
    return config.workingDir();
  }
}
