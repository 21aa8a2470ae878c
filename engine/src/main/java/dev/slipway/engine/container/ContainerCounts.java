package dev.slipway.engine.container;

import dev.slipway.image.Digest;
import dev.slipway.runtime.run.Container;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// How many containers each image has.
final class ContainerCounts {
  private ContainerCounts() {}

  static Map<Digest, Integer> byImage(List<Container> containers) {
    Map<Digest, Integer> counts = new HashMap<>();
    for (Container container : containers) {
      counts.merge(Digest.parse(container.record().imageId()), 1, Integer::sum);
    }
    return counts;
  }
}
