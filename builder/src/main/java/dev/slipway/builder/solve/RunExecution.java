package dev.slipway.builder.solve;

import dev.slipway.builder.BuildEvent.OutputStreamKind;
import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildException.FailedStep;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.failure.KeptFailure;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepInputs;
import dev.slipway.builder.graph.StepMount;
import dev.slipway.runtime.HostCapabilities;
import dev.slipway.runtime.rootfs.RootStack;
import dev.slipway.runtime.step.StepRunner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Runs a `RUN`: one container on a private overlay, whose upper directory is the step's layer.
final class RunExecution {
  private final BuildParts parts;
  private final KnownSteps known;
  private final LayerFiles files;
  private final RunRequests requests;
  private final Semaphore heavy;
  private @Nullable StepRunner runner;

  /// @param heavy how many may run at once
  RunExecution(BuildParts parts, KnownSteps known, LayerFiles files, Semaphore heavy) {
    this.parts = parts;
    this.known = known;
    this.files = files;
    this.requests = new RunRequests(parts, files);
    this.heavy = heavy;
  }

  /// @param results of the steps that its mounts take files from
  /// @param copies knows what is in those files
  StepResult run(
      Progress.Entry entry,
      Step.Run step,
      StepResult parent,
      Function<Step, StepResult> results,
      CopyExecution copies)
      throws IOException, InterruptedException {
    Map<String, String> inputs =
        StepInputs.of(step, parent.key(), bindFiles(step, results, copies));
    Optional<KeptFailure> left = parts.failures().resumable(parent.key());
    left.ifPresent(failure -> inputs.put("resumed", failure.ref()));
    return known.get(
        entry,
        parent,
        inputs,
        () -> {
          heavy.acquire();
          try {
            return inContainer(entry, step, parent, results, left);
          } finally {
            heavy.release();
          }
        });
  }

  /// What bind mounts show is an input by its content; the whole of a stage or an image by what
  /// made it, because reading it all would take longer than most steps.
  private static List<String> bindFiles(
      Step.Run step, Function<Step, StepResult> results, CopyExecution copies) throws IOException {
    var contents = new ArrayList<String>();
    for (StepMount mount : step.mounts()) {
      if (mount instanceof StepMount.Bind bind) {
        StepResult from = results.apply(bind.from());
        boolean whole = bind.source().equals("/") || bind.from() instanceof Step.Copy;
        contents.add(whole ? from.key().hex() : copies.content(from, bind.source()).toString());
      }
    }
    return contents;
  }

  private ResultLayer inContainer(
      Progress.Entry entry,
      Step.Run step,
      StepResult parent,
      Function<Step, StepResult> results,
      Optional<KeptFailure> left)
      throws IOException, InterruptedException {
    StepRunner steps = runner();
    var outputs = new StepOutputs(entry);
    try (Snapshots.Draft draft = draft(left);
        RunNetworks.Lease network = requests.network(step.access().settings().network());
        RunMounts mounts = new RunMounts(parts, files, results)) {
      mounts.open(step);
      var request =
          requests.request(
              step,
              parent,
              new RootStack(files.roots(parent.layers()), draft.upper(), draft.work()),
              mounts,
              network,
              new RunRequests.Streams(
                  outputs.stream(OutputStreamKind.STDOUT),
                  outputs.stream(OutputStreamKind.STDERR),
                  false));
      int exitCode = steps.run(request);
      outputs.finish();
      if (exitCode != 0) {
        BuildException failure =
            RunRequests.failed(step, "exit code: " + exitCode, FullDisk.hint(parts.store().root()))
                .inStep(
                    new FailedStep(
                        entry.number(), entry.title(), Optional.of(exitCode), outputs.lastLines()));
        keep(draft, new FailedRun(entry.title(), step, parent), results, failure);
        throw failure;
      }
      if (left.isEmpty()) {
        parts.failures().forget(parent.key());
      }
      return draft.keep();
    }
  }

  /// Looked for when the first step is to run.
  private synchronized StepRunner runner() throws IOException {
    StepRunner known = runner;
    if (known == null) {
      HostCapabilities.requireNamespaces();
      known = parts.runner().get();
      StepRunner.prepare();
      runner = known;
    }
    return known;
  }

  private record FailedRun(String title, Step.Run step, StepResult parent) {}

  /// Why the step failed says more than why its files cannot be kept.
  private void keep(
      Snapshots.Draft draft,
      FailedRun run,
      Function<Step, StepResult> results,
      BuildException failure) {
    try {
      parts
          .failures()
          .keep(
              run.title(),
              run.step(),
              draft,
              run.parent().key(),
              run.parent().layers(),
              from -> results.apply(from).layers());
    } catch (IOException unkept) {
      failure.addSuppressed(unkept);
    }
  }

  private Snapshots.Draft draft(Optional<KeptFailure> left) throws IOException {
    return left.isPresent() ? parts.failures().take(left.get()) : parts.snapshots().draft();
  }
}
