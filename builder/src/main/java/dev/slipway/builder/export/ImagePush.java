package dev.slipway.builder.export;

import dev.slipway.builder.Output;
import dev.slipway.builder.solve.Progress;
import dev.slipway.image.Descriptor;
import dev.slipway.image.ImageReference;
import java.io.IOException;

/// Takes images to the registries of their names.
@FunctionalInterface
public interface ImagePush {
  /// Sends everything that the set leads to, and what is said about it.
  ///
  /// @param how by name, or under its digest alone
  /// @return what the registry has of its root: layers may be compressed on the way
  Descriptor push(ImageSet set, ImageReference name, Output.Push how, Progress.Entry entry)
      throws IOException, InterruptedException;
}
