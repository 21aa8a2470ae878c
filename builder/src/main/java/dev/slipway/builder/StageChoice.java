package dev.slipway.builder;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What of a Dockerfile is built, and with which values.
///
/// @param target a stage by name or number; null is the last one
/// @param arguments `--build-arg`, with values
public record StageChoice(@Nullable String target, Map<String, String> arguments) {
  /// The last stage without arguments.
  public static final StageChoice LAST = new StageChoice(null, Map.of());

  /// Copies the arguments.
  public StageChoice {
    arguments = Map.copyOf(new TreeMap<>(arguments));
  }

  /// With another stage; null is the last.
  public StageChoice withTarget(@Nullable String value) {
    return new StageChoice(value, arguments);
  }

  /// With these arguments.
  public StageChoice withArguments(Map<String, String> value) {
    return new StageChoice(target, value);
  }
}
