package dev.slipway.registry;

import java.time.Duration;

/// How often a request that may succeed the next time is sent, and how long to wait before.
///
/// @param attempts in all
/// @param first wait; each further one is twice as long
/// @param longest wait, also where the registry itself asks for one
public record RetryPolicy(int attempts, Duration first, Duration longest) {
  public static final RetryPolicy DEFAULT =
      new RetryPolicy(5, Duration.ofMillis(250), Duration.ofSeconds(60));

  /// The wait before the attempt after `attempt`, which is counted from 1.
  public Duration after(int attempt) {
    Duration wait = first.multipliedBy(1L << Math.min(attempt - 1, 16));
    return wait.compareTo(longest) > 0 ? longest : wait;
  }
}
