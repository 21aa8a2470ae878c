package dev.slipway.engine.container;

import dev.slipway.builder.cache.StepRecords;
import dev.slipway.engine.image.ImageUsers;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.VolumeRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What containers and build steps are made of. Their records are looked for only when an image is
/// to be removed: a listing must not pay for it.
public record StoreUsers(SlipwayLocations locations) implements ImageUsers {
  @Override
  public List<ContainerUse> containers() throws IOException {
    List<ContainerUse> uses = new ArrayList<>();
    for (Container container : all()) {
      Digest image = Digest.parse(container.record().imageId());
      uses.add(new ContainerUse(container.id().hex(), image, container.running()));
    }
    return uses;
  }

  private List<Container> all() throws IOException {
    return Containers.records(locations)
        .list(damaged -> {
          throw new ImageException(
              damaged.message() + "; so it is not known which image it uses", damaged.remedy());
        });
  }

  public Set<Digest> containerLayers() throws IOException {
    Set<Digest> layers = new HashSet<>();
    for (Container container : all()) {
      container.record().layers().forEach(layer -> layers.add(Digest.parse(layer)));
      for (VolumeRecord volume : container.record().volumes()) {
        volume.values("layer").forEach(layer -> layers.add(Digest.parse(layer)));
      }
    }
    return layers;
  }

  @Override
  public Set<Digest> neededLayers() throws IOException {
    Set<Digest> layers = containerLayers();
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      layers.addAll(StepRecords.layers(store));
    }
    return layers;
  }
}
