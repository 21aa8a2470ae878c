package dev.slipway.builder.lower;

import dev.slipway.builder.graph.Step;
import dev.slipway.image.ContainerConfig;
import dev.slipway.image.ImageConfig;
import java.util.List;

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

  /// Where its next process would run.
  public String workingDirectory() {
    return config.workingDir();
  }
}
