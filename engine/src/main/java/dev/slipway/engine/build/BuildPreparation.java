package dev.slipway.engine.build;

import dev.slipway.builder.cache.StepRecords;
import dev.slipway.image.spec.ManifestDocument;

/// Loads what steps and the end of every build need, which takes long for a short build: to be done
/// beside its beginning, by whoever comes first.
public final class BuildPreparation {
  private static final boolean DONE = StepRecords.prepare() && ManifestDocument.prepare();

  private BuildPreparation() {}

  /// Waits for it where another thread does it.
  public static boolean isDone() {
    return DONE;
  }
}
