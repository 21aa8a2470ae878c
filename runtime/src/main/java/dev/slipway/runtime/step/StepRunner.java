package dev.slipway.runtime.step;

import dev.slipway.linux.CaughtSignals;
import dev.slipway.linux.Signals;
import dev.slipway.linux.StandardStream;
import dev.slipway.linux.Terminal;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.isolation.AttachedProcess;
import dev.slipway.runtime.isolation.CrunIsolation;
import dev.slipway.runtime.isolation.IsolatedProcess;
import dev.slipway.runtime.isolation.Isolation;
import dev.slipway.runtime.isolation.StepDocuments;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Runs the steps of builds, any number at once.
///
/// Everything that a step mounts or writes for itself lies in a mount namespace of its own: nothing
/// has to be cleaned up after it, however it ends.
public final class StepRunner {
  private static final int NOT_BEGUN = 1;

  private final Path place;
  private final Isolation isolation;

  /// @param runDirectory for this boot only; an empty directory `step` stays in it
  /// @throws ContainerException crun is not installed
  public StepRunner(Path runDirectory) {
    this(runDirectory, CrunIsolation.ofHost());
  }

  StepRunner(Path runDirectory, Isolation isolation) {
    this.place = runDirectory.toAbsolutePath().resolve("step");
    this.isolation = isolation;
  }

  /// Makes ready what the first step needs, beside what else that waits for; nobody waits for this.
  public static void prepare() {
    DedicatedThread.abandon(
        "prepare step",
        () -> {
          try {
            int _ = StepDocuments.prepare();
          } catch (IOException | RuntimeException told) {
            // The step itself meets it too.
          }
        });
  }

  /// Runs one step and waits for it. The upper directory then holds its changes, and nothing that
  /// was only there for the container.
  ///
  /// @return the exit code; 1, with the reason on `stderr`, if the program cannot be run, as in
  ///   BuildKit
  /// @throws ContainerException the host cannot run it
  /// @throws InterruptedException the step was killed because this thread was interrupted
  public int run(StepRequest request) throws IOException, InterruptedException {
    Files.createDirectories(place);
    // Following the output blocks in the kernel, which a virtual thread must not.
    return DedicatedThread.call("step", () -> mountAnd(request, StepRunner::run));
  }

  /// Runs one process on this program's own standard streams, in place of those of the request.
  ///
  /// @return its exit code
  /// @throws ContainerException its program cannot be run
  public int attach(StepRequest request) throws IOException, InterruptedException {
    Files.createDirectories(place);
    return DedicatedThread.call("step", () -> mountAnd(request, StepRunner::attach));
  }

  private static int attach(StepThread step, DedicatedThread inside, StepRequest request)
      throws IOException, InterruptedException {
    Optional<String> refusal = inside.call(step::refusal);
    if (refusal.isPresent()) {
      throw new ContainerException(refusal.get().strip(), "name a program that is there");
    }
    try (AttachedProcess process = inside.call(step::attach)) {
      if (request.process().terminal()) {
        CaughtSignals.handle(Signals.SIGWINCH, () -> followSize(process));
      }
      return process.await();
    }
  }

  private static void followSize(AttachedProcess process) {
    try {
      Optional<Terminal> own = Terminal.of(StandardStream.INPUT);
      Optional<Terminal.Size> size = own.isPresent() ? own.get().size() : Optional.empty();
      if (size.isPresent()) {
        process.resize(size.get());
      }
    } catch (IOException gone) {
      // It has ended: nobody minds its size.
    }
  }

  /// What is done in a step's mounted root.
  @FunctionalInterface
  private interface Use {
    int of(StepThread step, DedicatedThread inside, StepRequest request)
        throws IOException, InterruptedException;
  }

  private int mountAnd(StepRequest request, Use use) throws IOException, InterruptedException {
    var step = new StepThread(place, isolation, request);
    try (var inside = DedicatedThread.open("step root")) {
      int exitCode;
      try {
        inside.perform(step::mount);
        exitCode = use.of(step, inside, request);
      } catch (IOException | RuntimeException | InterruptedException failure) {
        unmount(step, inside, failure);
        throw failure;
      }
      inside.perform(step::unmount);
      return exitCode;
    }
  }

  /// What went wrong before says more than that what it left cannot be taken down.
  private static void unmount(StepThread step, DedicatedThread inside, Exception failure)
      throws InterruptedException {
    try {
      inside.perform(step::unmount);
    } catch (IOException | RuntimeException later) {
      failure.addSuppressed(later);
    }
  }

  private static int run(StepThread step, DedicatedThread inside, StepRequest request)
      throws IOException, InterruptedException {
    Optional<String> refusal = inside.call(step::refusal);
    if (refusal.isPresent()) {
      request.stderr().write(refusal.get().getBytes(StandardCharsets.UTF_8));
      return NOT_BEGUN;
    }
    try (IsolatedProcess process = inside.call(step::start)) {
      return process.await(request.stdout(), request.stderr());
    }
  }
}
