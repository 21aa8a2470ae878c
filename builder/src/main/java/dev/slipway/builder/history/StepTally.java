package dev.slipway.builder.history;

import dev.slipway.builder.BuildEvent;
import java.util.HashSet;
import java.util.Set;

/// Counts the Dockerfile's steps in a build's events. What the build does for itself is none.
final class StepTally {
  private final Set<Integer> steps = new HashSet<>();
  private int completed;
  private int cached;
  private int planned;

  void planned(int total) {
    planned = total;
  }

  void on(BuildEvent event) {
    if (event instanceof BuildEvent.StepStarted(int number, String title, _, _)) {
      if (isStep(title)) {
        steps.add(number);
      }
    } else if (event instanceof BuildEvent.StepCached(int number, String title, _)) {
      if (isStep(title)) {
        steps.add(number);
        completed++;
        cached++;
      }
    } else if (event instanceof BuildEvent.StepFinished(int number, _) && steps.contains(number)) {
      completed++;
    }
  }

  /// `[2/6] RUN x`, `[build 2/6] RUN x` and `FROM x` are steps; `[internal] load x` is none.
  static boolean isStep(String title) {
    int end = title.startsWith("[") ? title.indexOf("] ") : -1;
    return end < 0
        ? title.startsWith("FROM ")
        : title.lastIndexOf('/', end) > 0 && !title.startsWith("[internal]");
  }

  StepCounts counts() {
    return new StepCounts(Math.max(planned, steps.size()), completed, cached);
  }
}
