package dev.slipway.builder;

import dev.slipway.image.Platform;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What of a Dockerfile is built, and with which values.
///
/// @param target a stage by name or number; null is the last one
/// @param arguments `--build-arg`, with values
/// @param platforms `--platform`: what is built for, each once; none is this machine's
public record StageChoice(
    @Nullable String target, Map<String, String> arguments, List<Platform> platforms) {
  /// The last stage without arguments.
  public static final StageChoice LAST = new StageChoice(null, Map.of());

  /// Copies the collections.
  public StageChoice {
    arguments = Map.copyOf(new TreeMap<>(arguments));
    platforms = List.copyOf(new LinkedHashSet<>(platforms));
  }

  /// For this machine.
  public StageChoice(@Nullable String target, Map<String, String> arguments) {
    this(target, arguments, List.of());
  }

  /// With another stage; null is the last.
  public StageChoice withTarget(@Nullable String value) {
    return new StageChoice(value, arguments, platforms);
  }

  /// With these arguments.
  public StageChoice withArguments(Map<String, String> value) {
    return new StageChoice(target, value, platforms);
  }

  /// For these platforms.
  public StageChoice withPlatforms(List<Platform> value) {
    return new StageChoice(target, arguments, value);
  }

  /// What is built for, one at least.
  public List<Platform> targets() {
    return platforms.isEmpty() ? List.of(Platform.host()) : platforms;
  }
}
