package dev.slipway.registry;

import java.time.Duration;

/// How long a registry may be silent.
///
/// @param connect until a connection stands
/// @param response from the last byte sent to the first of the answer
/// @param stall between two pieces of a body
public record Timeouts(Duration connect, Duration response, Duration stall) {
  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(120), Duration.ofSeconds(60));
}
