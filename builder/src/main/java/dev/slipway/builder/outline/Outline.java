package dev.slipway.builder.outline;

import dev.slipway.dockerfile.SourceFile;
import dev.slipway.dockerfile.Span;
import java.util.List;

/// What a target takes, each list in the order of the file.
///
/// @param name of the stage, empty where it has none
/// @param description what the comment above the stage says of it
public record Outline(
    SourceFile source,
    String name,
    String description,
    List<Argument> arguments,
    List<Mounted> secrets,
    List<Mounted> agents) {
  /// Copies the lists.
  public Outline {
    arguments = List.copyOf(arguments);
    secrets = List.copyOf(secrets);
    agents = List.copyOf(agents);
  }

  /// An `ARG`.
  ///
  /// @param value empty where there is none
  /// @param description what the comment above says of it
  public record Argument(String name, String value, String description, Span span) {}

  /// A secret or an agent of a `RUN --mount`.
  public record Mounted(String name, boolean required, Span span) {}
}
