package dev.slipway.builder.outline;

import dev.slipway.dockerfile.Dockerfile;
import dev.slipway.dockerfile.From;
import dev.slipway.dockerfile.Span;
import dev.slipway.dockerfile.Stage;
import dev.slipway.dockerfile.check.CommentsAbove;
import java.util.ArrayList;
import java.util.List;

/// A stage that can be built.
///
/// @param name empty where it has none
/// @param description what the comment above says of it
/// @param base as written
/// @param platform as written, empty where none is
/// @param last whether it is built where no target is named
public record Target(
    String name, String description, String base, String platform, boolean last, Span span) {
  /// Those of a file, in order.
  public static List<Target> all(Dockerfile file) {
    var targets = new ArrayList<Target>();
    for (Stage stage : file.stages()) {
      From from = stage.from();
      String name = name(stage);
      targets.add(
          new Target(
              name,
              description(file, stage),
              from.image().text(),
              from.platform() == null ? "" : from.platform().text(),
              stage.index() == file.stages().size() - 1,
              from.span()));
    }
    return targets;
  }

  static String name(Stage stage) {
    return stage.from().name() == null ? "" : stage.from().name().text();
  }

  static String description(Dockerfile file, Stage stage) {
    String name = name(stage);
    return name.isEmpty() ? "" : CommentsAbove.description(file.source(), stage.from(), name);
  }
}
