package dev.slipway.builder;

import dev.slipway.image.ImageReference;
import java.nio.file.Path;

/// What a name of `--build-context` stands for, before any stage or image of that name.
public sealed interface NamedContext {
  /// A directory of this machine.
  record Directory(Path path) implements NamedContext {}

  /// `docker-image://NAME`: an image.
  record ImageName(ImageReference reference) implements NamedContext {}
}
