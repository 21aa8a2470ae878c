package dev.slipway.engine.container;

import dev.slipway.runtime.run.ContainerRecord;
import dev.slipway.runtime.run.Setting;
import java.time.Duration;

/// The time between a container's stop signal and its end by force.
final class StopGrace {
  /// Docker's, where none is asked for.
  private static final Duration USUAL = Duration.ofSeconds(10);

  /// What a negative `--stop-timeout` is: far beyond any wait.
  private static final long ENDLESS_SECONDS = 1L << 31;

  private StopGrace() {}

  /// What the container was made with.
  static Duration of(ContainerRecord record) {
    if (!record.settings().has(Setting.STOP_TIMEOUT)) {
      return USUAL;
    }
    long seconds = record.settings().number(Setting.STOP_TIMEOUT);
    return Duration.ofSeconds(seconds < 0 ? ENDLESS_SECONDS : seconds);
  }
}
