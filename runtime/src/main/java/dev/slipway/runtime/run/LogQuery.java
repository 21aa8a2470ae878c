package dev.slipway.runtime.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Which part of a log is wanted.
///
/// @param tail how many of the last lines; negative for all
/// @param follow go on until the container ends
public record LogQuery(
    long tail, @Nullable Instant since, @Nullable Instant until, boolean follow) {
  public static final LogQuery ALL = new LogQuery(-1, null, null, false);
}
