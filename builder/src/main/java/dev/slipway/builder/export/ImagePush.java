package dev.slipway.builder.export;

import dev.slipway.builder.Output;
import dev.slipway.builder.solve.Progress;
import dev.slipway.image.ImageReference;
import java.io.IOException;

/// Takes images to the registries of their names.
@FunctionalInterface
public interface ImagePush {
  /// Sends everything that the set leads to, and what is said about it.
  ///
  /// @param how by name, or under its digest alone
  void push(ImageSet set, ImageReference name, Output.Push how, Progress.Entry entry)
      throws IOException, InterruptedException;
}
