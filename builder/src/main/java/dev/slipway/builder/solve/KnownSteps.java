package dev.slipway.builder.solve;

import dev.slipway.builder.MissReason;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.StepRecord;
import dev.slipway.builder.cache.StepRecords;
import dev.slipway.builder.explain.Explainer;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.Lock;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What is known of steps, for one build: a step that two builds want at once, or that stands twice
/// in one, runs once.
final class KnownSteps {
  private final ImageStore store;
  private final StepRecords records;
  private final boolean noCache;
  private final Explainer explainer;
  private final Set<StepKey> made = ConcurrentHashMap.newKeySet();

  /// @param noCache whether only this build's own steps are known
  KnownSteps(ImageStore store, StepRecords records, boolean noCache, Explainer explainer) {
    this.store = store;
    this.records = records;
    this.noCache = noCache;
    this.explainer = explainer;
  }

  /// Makes a step's layer.
  @FunctionalInterface
  interface Making {
    ResultLayer make() throws IOException, InterruptedException;
  }

  /// The result of the step with these inputs, made where it is not known.
  StepResult get(Progress.Entry entry, StepResult parent, Map<String, String> inputs, Making making)
      throws IOException, InterruptedException {
    StepKey key = StepKey.of(inputs);
    Optional<StepRecord> known = find(key, parent);
    if (known.isPresent()) {
      explainer.met(entry.title(), key);
      entry.cached();
      return StepResult.on(parent, key, known.get().layer(), known.get().created(), true);
    }
    entry.started();
    explain(entry, key, inputs, parent);
    try (Lock _ = alone(entry, key)) {
      StepRecord step = find(key, parent).orElse(null);
      if (step == null) {
        step = new StepRecord(inputs, making.make(), Instant.now());
        records.put(key, step);
        made.add(key);
      }
      explainer.met(entry.title(), key);
      entry.finished();
      return StepResult.on(parent, key, step.layer(), step.created(), false);
    }
  }

  private void explain(
      Progress.Entry entry, StepKey key, Map<String, String> inputs, StepResult parent)
      throws IOException {
    String option = noCache ? "--no-cache" : parent.forgetful() ? "--no-cache-filter" : null;
    List<MissReason> reasons =
        explainer.reasons(entry.title(), key, inputs, parent.key(), !parent.cached(), option);
    if (!reasons.isEmpty()) {
      entry.explained(reasons);
    }
  }

  /// Another build, or another stage of this one, may run the step: its result is waited for. The
  /// kernel gives the lock on where its holder is killed.
  private Lock alone(Progress.Entry entry, StepKey key) throws IOException {
    String resource = "step-" + key.hex();
    Optional<Lock> free = store.locks().tryExclusive(resource);
    if (free.isPresent()) {
      return free.get();
    }
    entry.status("waiting for the same step, which runs already", false);
    Lock lock = store.locks().exclusive(resource);
    entry.status("waiting for the same step, which runs already", true);
    return lock;
  }

  private Optional<StepRecord> find(StepKey key, StepResult parent) throws IOException {
    boolean forgotten = noCache || parent.forgetful();
    return forgotten && !made.contains(key) ? Optional.empty() : records.find(key);
  }
}
