package dev.slipway.builder.lower;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.Suggestion;
import java.util.ArrayList;
import java.util.List;
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
                      remedy(name, file.stages().stream().map(Stage::title).toList())))
              .in(file.source());
        });
  }

  /// The stage that `--no-cache-filter` names.
  static Stage withoutCache(Dockerfile file, String name) {
    return file.stage(name)
        .orElseThrow(() ->
            Lowering.error(
                file.stages().getFirst().from().span(),
                "--no-cache-filter: there is no stage \"" + name + "\"",
                remedy(name, file.stages().stream().map(Stage::title).toList())));
  }

  /// The stage above a place that a misspelt name was probably meant to be.
  static Optional<String> nearest(Dockerfile file, String name, Span place) {
    var names = new ArrayList<String>();
    for (Stage stage : file.stages()) {
      if (names.size() == Suggestion.MOST_NAMES) {
        break;
      }
      if (stage.from().name() != null && stage.from().span().startLine() < place.startLine()) {
        names.add(stage.from().name().text());
      }
    }
    return Suggestion.nearest(name, names);
  }

  private static String remedy(String name, List<String> titles) {
    String all = "the stages are " + String.join(", ", titles);
    return Suggestion.nearest(name, titles)
        .map(near -> "did you mean " + near + "? " + all)
        .orElse(all);
  }

  static Optional<Stage> byNumber(Dockerfile file, String number) {
    return number.matches("[0-9]{1,6}") && Integer.parseInt(number) < file.stages().size()
        ? Optional.of(file.stages().get(Integer.parseInt(number)))
        : Optional.empty();
  }
}
