package dev.slipway.builder.solve;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildException.FailedStep;
import dev.slipway.builder.lower.Vertex;
import dev.slipway.dockerfile.SourceFile;
import dev.slipway.image.ImageException;
import dev.slipway.registry.RegistryException;
import dev.slipway.runtime.ContainerException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/// What a failed step tells the user: the step, what it wrote last, and its place in the
/// Dockerfile.
final class StepFailures {
  private final SourceFile file;

  StepFailures(SourceFile file) {
    this.file = file;
  }

  /// Also tells the progress. A step that was only stopped gives an [InterruptedException].
  RuntimeException of(Exception failure, @Nullable Vertex vertex, Progress.Entry entry)
      throws InterruptedException {
    return switch (failure) {
      case InterruptedIOException _, ClosedByInterruptException _, CancellationException _ -> {
        entry.cancelled();
        throw new InterruptedException("the step was stopped");
      }
      case BuildException known -> told(known, vertex, entry);
      case ImageException known ->
          told(BuildException.of(text(known), known.hint()).causedBy(known), vertex, entry);
      case RegistryException known -> // Of a layer that this step needs.
          told(BuildException.of(text(known), known.hint()).causedBy(known), vertex, entry);
      case ContainerException known ->
          told(BuildException.of(text(known), known.hint()).causedBy(known), vertex, entry);
      case IOException known -> told(BuildException.of(text(known)).causedBy(known), vertex, entry);
      case RuntimeException bug -> {
        entry.failed(text(bug));
        yield bug;
      }
      default -> throw new IllegalArgumentException(failure);
    };
  }

  private static String text(Exception failure) {
    String message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }

  private BuildException told(
      BuildException failure, @Nullable Vertex vertex, Progress.Entry entry) {
    if (vertex == null) {
      return failure;
    }
    entry.startedOnce();
    BuildException located = failure.at(DockerfileExcerpt.of(file, vertex.instruction().span()));
    if (located.step().isEmpty()) {
      located =
          located.inStep(
              new FailedStep(entry.number(), entry.title(), Optional.empty(), List.of()));
    }
    entry.failed(text(located));
    return located;
  }
}
