package dev.slipway.builder;

import dev.slipway.image.ImageReference;
import java.util.List;

/// What a build's image is given beside what its Dockerfile says.
///
/// @param tags its names, none at all for an image without a name
public record ImageSettings(List<ImageReference> tags) {
  /// No name.
  public static final ImageSettings NONE = new ImageSettings(List.of());

  /// Copies the list.
  public ImageSettings {
    tags = List.copyOf(tags);
  }

  /// With these names.
  public ImageSettings withTags(List<ImageReference> value) {
    return new ImageSettings(value);
  }
}
