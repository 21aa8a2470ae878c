package dev.slipway.builder.failure;

import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepKey;
import java.util.IdentityHashMap;
import java.util.List;

/// A `RUN` that failed, with all that it takes to run something in its place.
///
/// @param ref the build's ID
/// @param parent the key of the step that it stands on
/// @param layers of that step, bottom first
/// @param run without secrets, agents, devices and proxies; its parent, and where its mounts take
///   files from, are placeholders
/// @param mounted the layers of those placeholders
/// @param withheld the secrets, agents and devices that it had, in a user's words: `secret token`
public record KeptFailure(
    String ref,
    String title,
    StepKey parent,
    List<ResultLayer> layers,
    Step.Run run,
    IdentityHashMap<Step, List<ResultLayer>> mounted,
    List<String> withheld) {
  /// Copies the lists.
  public KeptFailure {
    layers = List.copyOf(layers);
    withheld = List.copyOf(withheld);
  }
}
