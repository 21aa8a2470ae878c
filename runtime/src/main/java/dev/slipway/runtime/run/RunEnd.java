package dev.slipway.runtime.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a run ended.
///
/// @param exitCode null where nobody was there to see it: the monitor was killed, or the host went
///   down
public record RunEnd(@Nullable Integer exitCode, @Nullable Instant finishedAt) {}
