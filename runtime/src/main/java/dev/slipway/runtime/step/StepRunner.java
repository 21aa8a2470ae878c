package dev.slipway.runtime.step;

import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.isolation.CrunIsolation;
import dev.slipway.runtime.isolation.Isolation;
import dev.slipway.tasks.DedicatedThread;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/// Runs the steps of builds, any number at once.
///
/// Everything that a step mounts or writes for itself lies in a mount namespace of its own: nothing
/// has to be cleaned up after it, however it ends.
public final class StepRunner {
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

  /// Runs one step and waits for it. The upper directory then holds its changes, and nothing that
  /// was only there for the container.
  ///
  /// @return the exit code; 126 or 127, with the reason on `stderr`, if the program cannot be run
  /// @throws ContainerException the host cannot run it
  /// @throws InterruptedException the step was killed because this thread was interrupted
  public int run(StepRequest request) throws IOException, InterruptedException {
    try {
      Files.createDirectories(place);
      return DedicatedThread.call("step", () -> new StepThread(place, isolation, request).run());
    } catch (ExecutionException failed) {
      throw rethrown(failed);
    }
  }

  private static IOException rethrown(ExecutionException failed) throws InterruptedException {
    return switch (failed.getCause()) {
      case IOException failure -> failure;
      case InterruptedException interrupted -> throw interrupted;
      case RuntimeException failure -> throw failure;
      case Error failure -> throw failure;
      case null, default -> throw new IllegalStateException(failed);
    };
  }
}
