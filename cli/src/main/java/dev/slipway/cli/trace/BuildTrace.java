package dev.slipway.cli.trace;

import dev.slipway.builder.history.BuildHistory;
import dev.slipway.builder.history.BuildRecord;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A recorded build as a timeline.
///
/// @param endedAt of the whole: its last sign of life where it did not end
/// @param steps in the order in which they were first told of
public record BuildTrace(BuildRecord record, Instant endedAt, List<TraceStep> steps) {
  /// Copies the steps.
  public BuildTrace {
    steps = List.copyOf(steps);
  }

  /// @param layerSizes bytes by diffID
  public static BuildTrace of(
      BuildHistory history, BuildRecord record, Map<String, Long> layerSizes) throws IOException {
    var steps = new TraceCollector(record, layerSizes);
    history.replay(record, steps::on);
    Instant last = steps.lastAt();
    Instant end = record.endedAt();
    return new BuildTrace(record, end == null || end.isBefore(last) ? last : end, steps.steps());
  }

  /// At least a millisecond: something divides by it.
  public Duration duration() {
    Duration duration = Duration.between(record.startedAt(), endedAt);
    return duration.toMillis() < 1 ? Duration.ofMillis(1) : duration;
  }

  /// Where on the line from 0 to 1 a moment is.
  double position(Instant at) {
    double nanos = Duration.between(record.startedAt(), at).toNanos();
    return Math.clamp(nanos / duration().toNanos(), 0, 1);
  }

  /// Its end, or that of the build.
  Instant endOf(TraceStep step) {
    return step.endedAt() == null ? endedAt : step.endedAt();
  }

  /// `1.2s`, `45ms`
  static String seconds(Duration duration) {
    long millis = Math.max(0, duration.toMillis());
    if (millis < 1000) {
      return millis + "ms";
    }
    long tenths = (millis + 50) / 100;
    return tenths < 600
        ? tenths / 10 + "." + tenths % 10 + "s"
        : millis / 60_000 + "m" + millis / 1000 % 60 + "s";
  }
}
