package dev.slipway.builder.solve;

import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepMount;
import dev.slipway.builder.lower.BuildPlan;
import dev.slipway.builder.lower.Vertex;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The steps all of whose files will be needed on this machine: a process is to see them, or the
/// result is to stay here. A base below such a step is brought, and not read for its listing first.
final class KeptSteps {
  private final Set<Step> kept = Collections.newSetFromMap(new IdentityHashMap<>());

  /// @param result whether that of the plan stays here
  void add(BuildPlan plan, boolean result) {
    for (Vertex vertex : plan.vertices()) {
      if (vertex.step() instanceof Step.Run run) {
        addWithAllBelow(run);
        run.mounts().forEach(mount -> addWithAllBelow(mounted(mount)));
      }
    }
    if (result) {
      addWithAllBelow(plan.target().filesystem());
    }
  }

  private static @Nullable Step mounted(StepMount mount) {
    return mount instanceof StepMount.Bind bind ? bind.from() : null;
  }

  private void addWithAllBelow(@Nullable Step top) {
    for (Step step = top; step != null && kept.add(step); step = step.below()) {
      // each step stands on the one below
    }
  }

  boolean contains(Step step) {
    return kept.contains(step);
  }
}
