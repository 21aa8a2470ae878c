package dev.slipway.builder.lower;

import dev.slipway.builder.graph.CopyInput;
import dev.slipway.builder.graph.CopySource;
import dev.slipway.builder.graph.Step;
import org.jspecify.annotations.Nullable;

/// The files that `COPY` and `ADD` read where they name no other.
public sealed interface MainContext {
  /// A directory of this machine.
  record Local() implements MainContext {}

  /// What is fetched; one step brings it.
  record Fetched(CopyInput input, Step step) implements MainContext {
    /// One step for all that read it.
    public Fetched(CopyInput input) {
      this(input, FetchedContexts.step(input));
    }
  }

  /// No files at all.
  record Empty(Step step) implements MainContext {
    /// Nothing.
    public Empty() {
      this(new Step.Scratch());
    }
  }

  /// What brings its files; null where they are read in place.
  default @Nullable Step files() {
    return switch (this) {
      case Local() -> null;
      case Fetched(_, var step) -> step;
      case Empty(var step) -> step;
    };
  }

  /// What a copy of it reads.
  default CopySource copied() {
    Step files = files();
    return files == null ? new CopySource.Context() : new CopySource.Files(files);
  }
}
