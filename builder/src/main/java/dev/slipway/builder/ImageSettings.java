package dev.slipway.builder;

import dev.slipway.image.ImageReference;
import java.util.List;
import java.util.Map;

/// What a build's image is given beside what its Dockerfile says.
///
/// @param tags its names, none at all for an image without a name
/// @param labels `--label`, which go before the Dockerfile's own
/// @param squash whether its own layers become one
public record ImageSettings(List<ImageReference> tags, Map<String, String> labels, boolean squash) {
  /// No name.
  public static final ImageSettings NONE = new ImageSettings(List.of(), Map.of(), false);

  /// Copies the collections.
  public ImageSettings {
    tags = List.copyOf(tags);
    labels = Map.copyOf(labels);
  }

  /// With these names.
  public ImageSettings withTags(List<ImageReference> value) {
    return new ImageSettings(value, labels, squash);
  }

  /// With these labels.
  public ImageSettings withLabels(Map<String, String> value) {
    return new ImageSettings(tags, value, squash);
  }

  /// With one layer of its own.
  public ImageSettings withSquash(boolean value) {
    return new ImageSettings(tags, labels, value);
  }
}
