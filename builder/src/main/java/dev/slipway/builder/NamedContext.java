package dev.slipway.builder;

import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What a name of `--build-context` stands for, before any stage or image of that name.
public sealed interface NamedContext {
  /// A directory of this machine.
  record Directory(Path path) implements NamedContext {}

  /// A Git repository, or an archive at a web address.
  record Fetched(ContextSource source) implements NamedContext {}

  /// `docker-image://NAME`: an image.
  record ImageName(ImageReference reference) implements NamedContext {}

  /// `oci-layout://DIRECTORY[:TAG|@DIGEST]`: an image of another store.
  ///
  /// @param reference a tag or a digest; null is the only image there, else the tag `latest`
  record Layout(Path directory, @Nullable String reference) implements NamedContext {}

  /// `target:STAGE`: what a stage of the same file ends with.
  record StageName(String stage) implements NamedContext {}

  /// An image that has been taken from wherever it was.
  ///
  /// @param name what it is called in messages
  record Loaded(String name, Image image) implements NamedContext {}
}
