package dev.slipway.builder.cache;

import dev.slipway.builder.Annotation;
import dev.slipway.image.Platform;
import java.util.ArrayList;
import java.util.List;

/// `--cache-to type=inline`: an image that says of its own layers which steps they are, in an
/// annotation of its manifest. Its config, and so its ID, stay as they are.
public final class InlineCache {
  private InlineCache() {}

  /// @param platform of the image
  /// @param layers of the image, in their order
  public static Annotation of(UsedSteps used, Platform platform, List<ResultLayer> layers) {
    List<String> identities = layers.stream().map(ResultLayer::identity).toList();
    List<CacheDocument.Step> rows = new ArrayList<>();
    used.steps()
        .forEach((key, step) -> {
          int layer = identities.indexOf(step.layer().identity());
          if (layer >= 0) {
            rows.add(
                new CacheDocument.Step(
                    key.hex(), null, step.layer().identity(), layer, step.created().toString()));
          }
        });
    return new Annotation(
        Annotation.Place.MANIFEST,
        platform,
        CacheDocument.ANNOTATION,
        CacheDocument.of(rows).toJson());
  }
}
