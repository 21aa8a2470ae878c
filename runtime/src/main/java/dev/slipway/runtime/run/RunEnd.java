package dev.slipway.runtime.run;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How a run ended.
///
/// @param exitCode null where nobody was there to see it: the monitor was killed, or the host went
///   down
/// @param killedForMemory whether the kernel ended a process for want of memory
public record RunEnd(
    @Nullable Integer exitCode, @Nullable Instant finishedAt, boolean killedForMemory) {
  RunEnd withKilledForMemory(boolean killed) {
    return new RunEnd(exitCode, finishedAt, killed);
  }
}
