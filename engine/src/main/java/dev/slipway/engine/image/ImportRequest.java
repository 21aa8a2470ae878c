package dev.slipway.engine.image;

import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A file system tar that is to become an image of one layer.
///
/// @param archive the tar, compressed or not
/// @param changes Dockerfile instructions on its config, `CMD ["sh"]`
/// @param message its comment; Docker's own one when null
/// @param source what the history says it came from: a file's name, or `-`
public record ImportRequest(
    InputStream archive,
    String source,
    @Nullable ImageReference referenceOrNull,
    List<String> changes,
    @Nullable String message,
    Platform platform) {
  public ImportRequest {
    changes = List.copyOf(changes);
  }

  public Optional<ImageReference> reference() {
    return Optional.ofNullable(referenceOrNull);
  }
}
