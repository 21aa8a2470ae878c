package dev.slipway.builder.solve;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.CacheUse;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.explain.Explainer;
import dev.slipway.builder.graph.CopySource;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepInputs;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.builder.graph.StepMount;
import dev.slipway.builder.layers.RemoteLayers;
import dev.slipway.builder.lower.BuildPlan;
import dev.slipway.builder.lower.Vertex;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.tasks.Task;
import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Solves a plan: each step on a thread of its own, as soon as those that it needs are done.
///
/// The first step that fails ends the build; what runs beside it is stopped.
public final class Solver {
  /// Steps wait more than they compute: so many for each processor run at once.
  private static final int HEAVY_PER_PROCESSOR = 4;

  private final Progress progress;
  private final Explainer explainer;
  private final StepFailures failures;
  private final RemoteLayers remote;
  private final CopyExecution copies;
  private final RunExecution runs;
  private final IdentityHashMap<Step, Vertex> vertices = new IdentityHashMap<>();
  private final KeptSteps kept = new KeptSteps();
  private final Set<Step> uncached = Collections.newSetFromMap(new IdentityHashMap<>());
  private final IdentityHashMap<Step, Task<StepResult>> tasks = new IdentityHashMap<>();
  private final IdentityHashMap<Step, Progress.Entry> entries = new IdentityHashMap<>();

  /// @param file the Dockerfile, to show its lines
  /// @param use what is used of earlier builds
  /// @param explainer is told of the steps, and why some run
  public Solver(
      BuildParts parts,
      ContextSources contexts,
      SourceFile file,
      Progress progress,
      CacheUse use,
      Explainer explainer) {
    this.progress = progress;
    this.explainer = explainer;
    this.failures = new StepFailures(file);
    this.remote = parts.steps().remote();
    var known = new KnownSteps(parts.store(), parts.steps(), use.nothing(), explainer);
    var files = new LayerFiles(parts.store(), parts.layers(), parts.snapshots(), parts.steps());
    int heavy = Runtime.getRuntime().availableProcessors() * HEAVY_PER_PROCESSOR;
    this.copies = new CopyExecution(parts, known, files, contexts, explainer, kept::contains);
    this.runs = new RunExecution(parts, known, files, new Semaphore(heavy, true));
  }

  /// The results of all steps of the plan.
  ///
  /// @param stays whether all layers of the last one are to be in the store in the end
  public StepResults solve(BuildPlan plan, boolean stays) throws InterruptedException {
    kept.add(plan, stays);
    Step base = stays ? bottom(plan.target().filesystem()) : null;
    plan.vertices().forEach(vertex -> vertices.put(vertex.step(), vertex));
    uncached.addAll(plan.uncached());
    try (TaskScope scope = TaskScope.open("step")) {
      forkAll(scope, plan, base);
      scope.join();
      var results = new StepResults();
      for (var task : tasks.entrySet()) {
        results.put(task.getKey(), task.getValue().get());
      }
      return results;
    } catch (ExecutionException failure) {
      throw rethrown(failure.getCause());
    }
  }

  /// A step that fails at once keeps those that come after it from beginning: which one it was is
  /// told by whoever waits for all.
  ///
  /// @param base what is brought beside the steps; null where nothing is
  private void forkAll(TaskScope scope, BuildPlan plan, @Nullable Step base)
      throws InterruptedException, ExecutionException {
    try {
      if (base instanceof Step.BaseImage image && isElsewhere(image)) {
        var _ = scope.fork(() -> brought(image));
      }
      plan.vertices().forEach(vertex -> fork(scope, vertex.step()));
      fork(scope, plan.target().filesystem());
    } catch (CancellationException failedAlready) {
      scope.join();
      throw failedAlready;
    }
  }

  private static Step bottom(Step top) {
    Step bottom = top;
    for (Step below = top.below(); below != null; below = below.below()) {
      bottom = below;
    }
    return bottom;
  }

  private boolean isElsewhere(Step.BaseImage base) {
    return base.image().config().diffIds().stream().anyMatch(remote::knows);
  }

  /// Who needs it waits for it; if it fails the build does, whatever else runs.
  private Step brought(Step.BaseImage base) throws InterruptedException {
    try {
      remote.bringAll(base.image().config().diffIds());
      return base;
    } catch (IOException | RuntimeException failure) {
      Vertex vertex = vertices.get(base);
      throw failures.of(failure, vertex, progress.entry(vertex == null ? "" : vertex.title()));
    }
  }

  private static RuntimeException rethrown(@Nullable Throwable cause) throws InterruptedException {
    return switch (cause) {
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      case null, default -> new IllegalStateException("a step failed", cause);
    };
  }

  /// All tasks are forked by one thread, each after those it waits for.
  private Task<StepResult> fork(TaskScope scope, Step step) {
    Task<StepResult> known = tasks.get(step);
    if (known != null) {
      return known;
    }
    var needed = new IdentityHashMap<Step, Task<StepResult>>();
    for (Step need : needs(step)) {
      needed.put(need, fork(scope, need));
    }
    Vertex vertex = vertices.get(step);
    var inputs = new ArrayList<Progress.Entry>();
    needed.keySet().forEach(need -> inputs.add(Objects.requireNonNull(entries.get(need))));
    Progress.Entry entry = progress.entry(vertex == null ? "" : vertex.title(), inputs);
    entries.put(step, entry);
    Task<StepResult> task = scope.fork(() -> guarded(step, vertex, entry, needed));
    tasks.put(step, task);
    return task;
  }

  private static List<Step> needs(Step step) {
    var needs = new ArrayList<Step>();
    Step below = step.below();
    if (below != null) {
      needs.add(below);
    }
    if (step instanceof Step.Copy copy && copy.from() instanceof CopySource.Files(var from)) {
      needs.add(from);
    }
    if (step instanceof Step.Run run) {
      run.mounts().forEach(mount -> addUnlessNull(needs, source(mount)));
    }
    return needs;
  }

  private static @Nullable Step source(StepMount mount) {
    return switch (mount) {
      case StepMount.Bind bind -> bind.from();
      case StepMount.Cache(var cache) -> cache.from();
      case StepMount.Memory _, StepMount.Secret _, StepMount.Agent _, StepMount.Script _ -> null;
    };
  }

  private static void addUnlessNull(List<Step> needs, @Nullable Step step) {
    if (step != null) {
      needs.add(step);
    }
  }

  private StepResult guarded(
      Step step,
      @Nullable Vertex vertex,
      Progress.Entry entry,
      IdentityHashMap<Step, Task<StepResult>> needed)
      throws InterruptedException {
    for (Task<StepResult> need : needed.values()) {
      try {
        need.get();
      } catch (ExecutionException failedBefore) {
        throw new CancellationException("a step that this one needs has failed");
      }
    }
    try {
      return solve(entry, step, needed);
    } catch (IOException | RuntimeException failure) {
      throw failures.of(failure, vertex, entry);
    } catch (InterruptedException stopped) {
      entry.cancelled();
      throw stopped;
    }
  }

  private StepResult solve(
      Progress.Entry entry, Step step, IdentityHashMap<Step, Task<StepResult>> needed)
      throws IOException, InterruptedException {
    return switch (step) {
      case Step.Scratch() ->
          new StepResult(StepKey.of(StepInputs.scratch()), List.of(), null, true);
      case Step.BaseImage base -> baseImage(entry, base);
      case Step.MakeDirectory directory ->
          copies.directory(entry, directory, parent(directory, directory.parent(), needed));
      case Step.Copy copy ->
          copies.copy(
              entry,
              copy,
              parent(copy, copy.parent(), needed),
              copy.from() instanceof CopySource.Files(var from) ? result(needed.get(from)) : null);
      case Step.Run run ->
          runs.run(
              entry,
              run,
              parent(run, run.parent(), needed),
              from -> result(needed.get(from)),
              copies);
    };
  }

  /// A step is made anew where its stage is to be, and where it runs on what was made anew.
  private StepResult parent(
      Step step, Step parent, IdentityHashMap<Step, Task<StepResult>> needed) {
    StepResult result = result(needed.get(parent));
    boolean anew = uncached.contains(step);
    if (step instanceof Step.Run) {
      for (Task<StepResult> need : needed.values()) {
        anew |= result(need).forgetful();
      }
    }
    return anew ? result.forgetting() : result;
  }

  private StepResult baseImage(Progress.Entry entry, Step.BaseImage base) {
    if (!entry.title().isEmpty()) {
      entry.cached();
    }
    List<ResultLayer> layers = new ArrayList<>();
    base.image().config().diffIds().forEach(diffId -> layers.add(ResultLayer.Stored.of(diffId)));
    StepKey key = StepKey.of(StepInputs.of(base));
    explainer.standsFor(entry.title(), key);
    return new StepResult(key, layers, null, true);
  }

  /// Of a task that is done.
  private static StepResult result(@Nullable Task<StepResult> task) {
    try {
      return Objects.requireNonNull(task).get();
    } catch (ExecutionException | InterruptedException failure) {
      throw BuildException.of("a step that this one needs has failed").causedBy(failure);
    }
  }
}
