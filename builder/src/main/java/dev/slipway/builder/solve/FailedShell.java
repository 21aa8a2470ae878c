package dev.slipway.builder.solve;

import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.failure.KeptFailure;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.graph.StepInputs;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.ImageException;
import dev.slipway.image.store.Lock;
import dev.slipway.runtime.rootfs.RootStack;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;

/// Runs another program in the place of a step that failed: in its files, with its mounts, user,
/// directory and environment, on the caller's terminal.
public final class FailedShell {
  private final BuildParts parts;

  public FailedShell(BuildParts parts) {
    this.parts = parts;
  }

  /// What it wrote stays, for a build that goes on from there.
  ///
  /// @param program with its arguments
  /// @param terminal whether standard input is one
  /// @return its exit code
  public int run(KeptFailure failure, List<String> program, boolean terminal)
      throws IOException, InterruptedException {
    Path kept = parts.failures().files(failure).orElseThrow(() -> gone(failure));
    for (ResultLayer layer : failure.layers()) {
      if (!parts.steps().contains(layer)) {
        throw gone(failure);
      }
    }
    var files = new LayerFiles(parts.store(), parts.layers(), parts.snapshots(), parts.steps());
    var requests = new RunRequests(parts, files);
    Step.Run step = withProgram(failure.run(), program, terminal);
    StepResult parent = result(failure.layers());
    try (Lock _ =
            parts
                .store()
                .locks()
                .tryExclusive("failed-" + failure.ref())
                .orElseThrow(() -> open(failure));
        RunNetworks.Lease network = requests.network(step.access().settings().network());
        RunMounts mounts =
            new RunMounts(
                parts, files, from -> result(failure.mounted().getOrDefault(from, List.of())))) {
      mounts.open(step);
      Snapshots.Draft draft = parts.snapshots().at(kept);
      var root = new RootStack(files.roots(parent.layers()), draft.upper(), draft.work());
      var streams =
          new RunRequests.Streams(
              OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), terminal);
      return parts
          .runner()
          .get()
          .attach(requests.request(step, parent, root, mounts, network, streams));
    }
  }

  private static ImageException gone(KeptFailure failure) {
    return new ImageException(
        "the files of the failed step of build " + failure.ref() + " are gone",
        "build again: the step fails again, and its files are kept");
  }

  private static ImageException open(KeptFailure failure) {
    return new ImageException(
        "a shell is open in the failed step of build " + failure.ref(), "leave that one first");
  }

  private static Step.Run withProgram(Step.Run run, List<String> program, boolean terminal) {
    var environment = new TreeMap<>(run.environment());
    if (terminal) {
      environment.putIfAbsent("TERM", "xterm");
    }
    return new Step.Run(
        run.parent(),
        program,
        environment,
        run.proxies(),
        run.workingDirectory(),
        run.user(),
        run.mounts(),
        run.access());
  }

  private static StepResult result(List<ResultLayer> layers) {
    return new StepResult(StepKey.of(StepInputs.scratch()), layers, null, true);
  }
}
