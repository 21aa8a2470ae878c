package dev.slipway.builder.context;

import dev.slipway.builder.copy.SourceFiles;
import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;

/// The files of a context for one copy, and who is told what it found.
public final class ContextLook {
  private final SourceFiles files;
  private final Told told;

  ContextLook(SourceFiles files, Told told) {
    this.files = files;
    this.told = told;
  }

  /// Is told what a copy found, and what was made of just that.
  interface Told {
    void found(Digest content);

    void made(Digest content, ImagePath root, Digest step, Digest layer);
  }

  /// Of files of which nothing is remembered.
  public static ContextLook notKept(SourceFiles files) {
    return new ContextLook(
        files,
        new Told() {
          @Override
          public void found(Digest content) {}

          @Override
          public void made(Digest content, ImagePath root, Digest step, Digest layer) {}
        });
  }

  public SourceFiles files() {
    return files;
  }

  /// Tells the content of the copy, so that a later build need only see that nothing has changed.
  public void found(Digest content) {
    told.found(content);
  }

  /// Tells, after what it found, that a step wrote the layer of a copy of one directory.
  ///
  /// @param root the directory
  /// @param step its key
  public void made(Digest content, ImagePath root, Digest step, Digest layer) {
    told.made(content, root, step, layer);
  }
}
