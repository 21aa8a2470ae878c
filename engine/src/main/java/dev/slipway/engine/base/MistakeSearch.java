package dev.slipway.engine.base;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.BuildListener;
import dev.slipway.builder.lower.Lowering;
import dev.slipway.builder.lower.LoweringInput;
import dev.slipway.builder.solve.Progress;
import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.engine.registry.Registries;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// Looks for a file's further mistakes where reading it has found some: all are told in one run.
///
/// @param root of the store
/// @param input what decides about steps beside the file
public record MistakeSearch(Path root, Registries registries, LoweringInput input) {

  /// The mistakes and those that lowering the rest finds.
  public DockerfileException all(DockerfileException mistakes) throws IOException {
    Dockerfile readable = mistakes.readable();
    if (readable == null) {
      return mistakes;
    }
    var silent = new Progress(BuildListener.NONE);
    try (ImageStore store = ImageStore.open(root);
        Registries own = registries.apart();
        var source = BaseImageSource.looking(store, silent, own)) {
      return mistakes.with(Lowering.mistakes(readable, input, source));
    } catch (UncheckedIOException failed) { // Looking for a base image reads and claims files.
      throw failed.getCause();
    }
  }

  /// What a user is told of them.
  public static BuildException failure(DockerfileException mistake) {
    Diagnostic first = mistake.diagnostics().getFirst();
    int more = mistake.diagnostics().size() - 1;
    String message = more == 0 ? first.message() : first.message() + " (and " + more + " more)";
    BuildException failure = BuildException.of(message).causedBy(mistake);
    return mistake.source() == null ? failure : failure.at(String.valueOf(mistake.getMessage()));
  }
}
