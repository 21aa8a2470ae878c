package dev.slipway.engine.image;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;

/// Names that users give.
final class ImageNames {
  private ImageNames() {}

  /// The new name of `tag` and the like: with a tag, and without a digest.
  static ImageReference target(String name) {
    try {
      ImageReference reference = ImageReference.parse(name);
      if (reference.digest().isPresent()) {
        throw new ImageException("refusing to create a tag with a digest reference");
      }
      return reference.withDefaultTag();
    } catch (ImageReferenceException invalid) {
      var shown =
          new ImageException(
              "Error parsing reference: \""
                  + name
                  + "\" is not a valid repository/tag: "
                  + invalid.getMessage(),
              invalid.hint());
      shown.initCause(invalid);
      throw shown;
    }
  }
}
