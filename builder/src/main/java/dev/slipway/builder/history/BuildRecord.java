package dev.slipway.builder.history;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What is kept of a build beside its events.
///
/// @param ref its ID: 25 digits and small letters, later ones are greater
/// @param name as buildx makes it of context, Dockerfile and target
/// @param attributes what was asked for, by BuildKit's names: `context`, `target`, `build-arg:X`;
///   never a secret
/// @param endedAt null while it runs; of a killed build the time of its last event
/// @param outcome how it ended
public record BuildRecord(
    String ref,
    String name,
    Map<String, String> attributes,
    Instant startedAt,
    @Nullable Instant endedAt,
    BuildStatus status,
    BuildOutcome outcome) {
  /// Copies the map in its order.
  public BuildRecord {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /// Up to its end, or to `now`.
  public Duration duration(Instant now) {
    return Duration.between(startedAt, endedAt == null ? now : endedAt);
  }
}
