package dev.slipway.engine.image;

import dev.slipway.image.Digest;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/// What besides names keeps an image or a layer from being removed.
public interface ImageUsers {
  /// A container made from an image.
  record ContainerUse(String containerId, Digest imageId, boolean running) {}

  /// Nobody.
  ImageUsers NONE =
      new ImageUsers() {
        @Override
        public List<ContainerUse> containers() {
          return List.of();
        }

        @Override
        public Set<Digest> neededLayers() {
          return Set.of();
        }
      };

  List<ContainerUse> containers() throws IOException;

  /// DiffIDs that containers and build steps still need.
  Set<Digest> neededLayers() throws IOException;
}
