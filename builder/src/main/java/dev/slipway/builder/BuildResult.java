package dev.slipway.builder;

import dev.slipway.image.Image;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a build made.
///
/// @param ref the name of its record
/// @param imageOrNull as it stands in the store; null where only files were asked for
/// @param cachedSteps how many steps were known from before
/// @param executedSteps how many steps ran
/// @param outputs the images that were made
public record BuildResult(
    String ref,
    @Nullable Image imageOrNull,
    int cachedSteps,
    int executedSteps,
    List<OutputReport> outputs) {
  /// Copies the outputs.
  public BuildResult {
    outputs = List.copyOf(outputs);
  }

  /// The image, of a build that makes one.
  public Image image() {
    return Optional.ofNullable(imageOrNull)
        .orElseThrow(() -> new IllegalStateException("the build made no image"));
  }
}
