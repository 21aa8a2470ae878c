package dev.slipway.dockerfile;

import java.util.List;
import java.util.Optional;

/// A Dockerfile, read. `DockerfileParser` makes it from text.
///
/// @param globalArguments the `ARG` instructions before the first `FROM`
/// @param stages at least one, in order
/// @param warnings what is to be said of a file that is accepted: warnings and notes, in order
public record Dockerfile(
    SourceFile source,
    Directives directives,
    List<Arg> globalArguments,
    List<Stage> stages,
    List<Diagnostic> warnings) {
  /// Copies the lists; refuses a file without stages.
  public Dockerfile {
    globalArguments = List.copyOf(globalArguments);
    stages = List.copyOf(stages);
    warnings = List.copyOf(warnings);
    if (stages.isEmpty()) {
      throw new IllegalArgumentException("a Dockerfile has at least one stage");
    }
  }

  /// The stage of that name, whatever its case; the last one where a name is given twice.
  public Optional<Stage> stage(String name) {
    return stages.reversed().stream().filter(stage -> stage.isNamed(name)).findFirst();
  }
}
