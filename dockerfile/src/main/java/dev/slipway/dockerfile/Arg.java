package dev.slipway.dockerfile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ARG name[=default]...`: variables that `--build-arg` may set.
///
/// Each default is expanded after the arguments before it on the same line are set, and only if no
/// `--build-arg` replaces it.
public record Arg(Span span, String source, List<Definition> definitions) implements Instruction {
  /// Copies the definitions.
  public Arg {
    definitions = List.copyOf(definitions);
  }

  /// One argument.
  ///
  /// @param name as written: it is never expanded
  /// @param defaultValue null where the argument has no `=`
  public record Definition(Span span, String name, @Nullable Template defaultValue) {}
}
