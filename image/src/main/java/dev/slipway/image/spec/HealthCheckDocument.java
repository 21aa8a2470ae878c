package dev.slipway.image.spec;

import dev.slipway.image.HealthCheck;
import io.avaje.jsonb.Json;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A health check; durations are nanoseconds and zero is left out.
@Json
public record HealthCheckDocument(
    @Json.Property("Test") @Nullable List<String> test,
    @Json.Property("Interval") @Nullable Long interval,
    @Json.Property("Timeout") @Nullable Long timeout,
    @Json.Property("StartPeriod") @Nullable Long startPeriod,
    @Json.Property("StartInterval") @Nullable Long startInterval,
    @Json.Property("Retries") @Nullable Integer retries) {

  static @Nullable HealthCheckDocument of(@Nullable HealthCheck check) {
    if (check == null) {
      return null;
    }
    return new HealthCheckDocument(
        SpecJson.omitEmpty(check.test()),
        nanos(check.interval()),
        nanos(check.timeout()),
        nanos(check.startPeriod()),
        nanos(check.startInterval()),
        check.retries() == 0 ? null : (Integer) check.retries());
  }

  HealthCheck toHealthCheck() {
    return new HealthCheck(
        SpecJson.orEmpty(test),
        duration(interval),
        duration(timeout),
        duration(startPeriod),
        duration(startInterval),
        retries == null ? 0 : retries);
  }

  private static @Nullable Long nanos(Duration duration) {
    return duration.isZero() ? null : (Long) duration.toNanos();
  }

  private static Duration duration(@Nullable Long nanos) {
    return nanos == null ? Duration.ZERO : Duration.ofNanos(nanos);
  }
}
