package dev.slipway.builder.lower;

import dev.slipway.builder.Entitlement;
import dev.slipway.builder.NamedContext;
import dev.slipway.image.Platform;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What decides beside the Dockerfile which steps a build has.
///
/// @param arguments `--build-arg`
/// @param target a stage by name or number; null is the last
/// @param platform of the machine, and of what is built
/// @param allowed what its `RUN`s may ask for
/// @param contexts `--build-context`, by name
public record LoweringInput(
    Map<String, String> arguments,
    @Nullable String target,
    Platform platform,
    Set<Entitlement> allowed,
    Map<String, NamedContext> contexts) {
  /// Copies the collections.
  public LoweringInput {
    arguments = Map.copyOf(arguments);
    allowed = Set.copyOf(allowed);
    contexts = Map.copyOf(contexts);
  }
}
