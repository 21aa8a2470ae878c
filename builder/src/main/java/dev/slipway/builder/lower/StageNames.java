package dev.slipway.builder.lower;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds stages by what they are called.
final class StageNames {
  private StageNames() {}

  /// The stage that is asked for by name or number, or the last.
  static Stage target(Dockerfile file, @Nullable String name) {
    if (name == null) {
      return file.stages().getLast();
    }
    Optional<Stage> named = file.stage(name);
    return named
        .or(() -> byNumber(file, name))
        .orElseThrow(() -> {
          Span start = file.stages().getFirst().from().span();
          return new DockerfileException(
                  Diagnostic.error(
                      start,
                      "target stage \"" + name + "\" could not be found",
                      "the stages are " + all(file)))
              .in(file.source());
        });
  }

  private static String all(Dockerfile file) {
    return String.join(", ", file.stages().stream().map(Stage::title).toList());
  }

  static Optional<Stage> byNumber(Dockerfile file, String number) {
    return number.matches("[0-9]{1,6}") && Integer.parseInt(number) < file.stages().size()
        ? Optional.of(file.stages().get(Integer.parseInt(number)))
        : Optional.empty();
  }
}
