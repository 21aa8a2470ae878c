package dev.slipway.cli.trace;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A step on the timeline.
///
/// @param endedAt null where it had not ended when the build was killed, or runs
/// @param reasons why it ran, where the build was asked
/// @param layerBytes size of the layer that it added to the image; -1 where it added none or the
///   image is gone
/// @param log the end of what it printed
/// @param logBytes how much it printed in all
public record TraceStep(
    int number,
    String title,
    Instant startedAt,
    @Nullable Instant endedAt,
    Ending ending,
    List<String> reasons,
    String error,
    long layerBytes,
    String log,
    long logBytes) {
  /// Copies the reasons.
  public TraceStep {
    reasons = List.copyOf(reasons);
  }

  /// How a step ended.
  public enum Ending {
    DONE("done"),
    CACHED("cached"),
    FAILED("failed"),
    CANCELED("canceled"),
    UNFINISHED("unfinished");

    private final String word;

    Ending(String word) {
      this.word = word;
    }

    public String word() {
      return word;
    }
  }
}
