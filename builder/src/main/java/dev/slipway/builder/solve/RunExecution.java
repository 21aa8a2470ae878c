package dev.slipway.builder.solve;

import dev.slipway.builder.BuildEvent.OutputStreamKind;
import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildException.FailedStep;
import dev.slipway.builder.cache.CacheMounts;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.copy.CopyLayer;
import dev.slipway.builder.copy.CopyTarget;
import dev.slipway.builder.copy.LayeredFiles;
import dev.slipway.builder.graph.CacheDirectory;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepInputs;
import dev.slipway.image.ImageException;
import dev.slipway.image.layer.ArchiveOrigin;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerExtractor;
import dev.slipway.image.layer.UserDatabase;
import dev.slipway.runtime.ProcessSpec;
import dev.slipway.runtime.ProcessUser;
import dev.slipway.runtime.RuntimeMount;
import dev.slipway.runtime.rootfs.RootStack;
import dev.slipway.runtime.step.StepRequest;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/// Runs a `RUN`: one container on a private overlay, whose upper directory is the step's layer.
final class RunExecution {
  private static final String HOSTNAME = "buildkitsandbox";

  private final BuildParts parts;
  private final KnownSteps known;
  private final LayerFiles files;
  private final Semaphore heavy;

  /// @param heavy how many may run at once
  RunExecution(BuildParts parts, KnownSteps known, LayerFiles files, Semaphore heavy) {
    this.parts = parts;
    this.known = known;
    this.files = files;
    this.heavy = heavy;
  }

  /// @param results of the steps that fill its caches
  StepResult run(
      Progress.Entry entry, Step.Run step, StepResult parent, Function<Step, StepResult> results)
      throws IOException, InterruptedException {
    return known.get(
        entry,
        parent,
        StepInputs.of(step, parent.key()),
        () -> {
          heavy.acquire();
          try {
            return inContainer(entry, step, parent, results);
          } finally {
            heavy.release();
          }
        });
  }

  private ResultLayer inContainer(
      Progress.Entry entry, Step.Run step, StepResult parent, Function<Step, StepResult> results)
      throws IOException, InterruptedException {
    var outputs = new StepOutputs(entry);
    var uses = new ArrayList<CacheMounts.Use>();
    try (Snapshots.Draft draft = parts.snapshots().draft();
        RunNetworks.Lease network = parts.networks().lease()) {
      var request =
          new StepRequest(
              new RootStack(files.directories(parent.layers()), draft.upper(), draft.work()),
              process(step, parent),
              mounts(step.caches(), results, uses),
              network.network(),
              HOSTNAME,
              List.of(),
              outputs.stream(OutputStreamKind.STDOUT),
              outputs.stream(OutputStreamKind.STDERR));
      int exitCode = parts.runner().get().run(request);
      outputs.finish();
      if (exitCode != 0) {
        throw failed(step, "exit code: " + exitCode)
            .inStep(
                new FailedStep(
                    entry.number(), entry.title(), Optional.of(exitCode), outputs.lastLines()));
      }
      return draft.keep();
    } finally {
      uses.forEach(CacheMounts.Use::close);
    }
  }

  private static BuildException failed(Step.Run step, String how) {
    return BuildException.of(
        "process \""
            + String.join(" ", step.arguments())
            + "\" did not complete successfully: "
            + how);
  }

  private ProcessSpec process(Step.Run step, StepResult parent) throws IOException {
    UserDatabase.User user = user(step, files.tree(parent.layers()));
    var environment = new TreeMap<>(step.environment());
    environment.putAll(step.proxies());
    environment.putIfAbsent("HOME", user.home());
    return new ProcessSpec(
        step.arguments(),
        environment.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList(),
        step.workingDirectory(),
        new ProcessUser(user.uid(), user.gid(), user.additionalGids()),
        false);
  }

  private static UserDatabase.User user(Step.Run step, FileTree tree) throws IOException {
    try {
      return UserDatabase.of(tree).user(step.user());
    } catch (ImageException unknown) {
      throw failed(step, String.valueOf(unknown.getMessage())).causedBy(unknown);
    }
  }

  /// Caches are taken in the order of their ids, so that two steps never wait for each other, and
  /// mounted from the outside in.
  private List<RuntimeMount> mounts(
      List<CacheDirectory> caches, Function<Step, StepResult> results, List<CacheMounts.Use> uses)
      throws IOException, InterruptedException {
    var order = new ArrayList<>(caches);
    order.sort((one, other) -> one.id().compareTo(other.id()));
    var mounts = new ArrayList<RuntimeMount>();
    Map<String, Path> taken = new HashMap<>();
    for (CacheDirectory cache : order) {
      Path files = taken.get(cache.id()); // Taken twice, a locked one would wait for itself.
      if (files == null) {
        CacheMounts.Use use = parts.caches().use(cache, empty -> fill(cache, empty, results));
        uses.add(use);
        files = use.files();
        taken.put(cache.id(), files);
      }
      mounts.add(new RuntimeMount.Bind(files, cache.target(), cache.readOnly()));
    }
    mounts.sort((one, other) -> one.target().compareTo(other.target()));
    return mounts;
  }

  private void fill(CacheDirectory cache, Path empty, Function<Step, StepResult> results)
      throws IOException {
    if (cache.from() == null) {
      return;
    }
    FileTree tree = files.tree(results.apply(cache.from()).layers());
    var target = new CopyTarget(FileTree.of(List.of()), "/", null, null, null);
    Path tar = parts.store().temporary("cache-mount");
    try (OutputStream out = Files.newOutputStream(tar)) {
      CopyLayer.of(new LayeredFiles(tree), List.of(cache.source())).write(target, out);
    }
    try (InputStream in = new BufferedInputStream(Files.newInputStream(tar))) {
      LayerExtractor.extract(in, empty, ArchiveOrigin.OWN_LAYER);
    } finally {
      Files.delete(tar);
    }
  }
}
