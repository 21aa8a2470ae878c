package dev.slipway.builder.context;

import dev.slipway.builder.copy.SourceFiles;
import dev.slipway.image.Digest;
import java.util.function.Consumer;

/// The files of a context for one copy, and who is told what it found.
public final class ContextLook {
  private final SourceFiles files;
  private final Consumer<Digest> told;

  ContextLook(SourceFiles files, Consumer<Digest> told) {
    this.files = files;
    this.told = told;
  }

  /// Of files of which nothing is remembered.
  public static ContextLook notKept(SourceFiles files) {
    return new ContextLook(files, content -> {});
  }

  public SourceFiles files() {
    return files;
  }

  /// Tells the content of the copy, so that a later build need only see that nothing has changed.
  public void found(Digest content) {
    told.accept(content);
  }
}
