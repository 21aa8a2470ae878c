package dev.slipway.builder.solve;

import dev.slipway.builder.graph.Step;
import java.util.IdentityHashMap;
import java.util.Objects;

/// The results of a build's steps, by the steps' identity.
public final class StepResults {
  private final IdentityHashMap<Step, StepResult> results = new IdentityHashMap<>();

  void put(Step step, StepResult result) {
    results.put(step, result);
  }

  /// The result of a step of the plan.
  public StepResult of(Step step) {
    return Objects.requireNonNull(results.get(step), "a step that is not in the plan");
  }
}
