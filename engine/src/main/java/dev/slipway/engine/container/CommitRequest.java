package dev.slipway.engine.container;

import dev.slipway.image.ImageReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An image to be made of a container.
///
/// @param changes Dockerfile instructions on its config, `CMD ["sh"]`
/// @param pause whether the container's processes are stopped meanwhile
public record CommitRequest(
    String container,
    @Nullable ImageReference reference,
    String author,
    String message,
    List<String> changes,
    boolean pause) {
  public CommitRequest {
    changes = List.copyOf(changes);
  }
}
