package dev.slipway.improve.prove;

import dev.slipway.engine.image.ImageContents;
import java.util.List;

/// All that a report shows beside the proof.
///
/// @param rungs the original, then one for each change
public record Ladder(List<Rung> rungs, ImageContents original, ImageContents improved) {
  /// Copies the rungs.
  public Ladder {
    rungs = List.copyOf(rungs);
  }
}
