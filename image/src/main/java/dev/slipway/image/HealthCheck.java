package dev.slipway.image;

import java.time.Duration;
import java.util.List;

/// How a container's health is asked for. A zero duration or zero retries stands for the default.
///
/// @param test `[]` inherit, `[NONE]`, `[CMD, args...]` or `[CMD-SHELL, line]`
public record HealthCheck(
    List<String> test,
    Duration interval,
    Duration timeout,
    Duration startPeriod,
    Duration startInterval,
    int retries) {
  public HealthCheck {
    test = List.copyOf(test);
  }
}
