package dev.slipway.builder;

import dev.slipway.image.Image;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a build made.
///
/// @param ref the name of its record
/// @param imageOrNull as it stands in the store; null where only files were asked for
/// @param cachedSteps how many steps were known from before
/// @param executedSteps how many steps ran
/// @param outputs the images that were made
/// @param provenance how they were made, by platform: a JSON object of BuildKit's; empty where it
///   was not asked for
public record BuildResult(
    String ref,
    @Nullable Image imageOrNull,
    int cachedSteps,
    int executedSteps,
    List<OutputReport> outputs,
    SortedMap<String, Map<String, Object>> provenance) {
  /// Copies the collections.
  public BuildResult {
    outputs = List.copyOf(outputs);
    provenance = Collections.unmodifiableSortedMap(new TreeMap<>(provenance));
  }

  /// The image, of a build that makes one.
  public Image image() {
    return Optional.ofNullable(imageOrNull)
        .orElseThrow(() -> new IllegalStateException("the build made no image"));
  }
}
