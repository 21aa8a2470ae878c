package dev.slipway.builder.cache;

import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.Digest;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a build found or made of steps and contents: what a cache that it writes is made of.
public final class UsedSteps {
  private final Map<StepKey, StepRecord> steps = new LinkedHashMap<>();
  private final Map<StepKey, ImportedSteps.Content> contents = new LinkedHashMap<>();

  synchronized void add(StepKey key, StepRecord step) {
    steps.put(key, step);
  }

  synchronized void add(StepKey key, Map<String, String> inputs, Digest content) {
    contents.put(key, new ImportedSteps.Content(inputs, content));
  }

  /// Steps in the order in which they were first met.
  public synchronized Map<StepKey, StepRecord> steps() {
    return new LinkedHashMap<>(steps);
  }

  synchronized Map<StepKey, ImportedSteps.Content> contents() {
    return new LinkedHashMap<>(contents);
  }
}
