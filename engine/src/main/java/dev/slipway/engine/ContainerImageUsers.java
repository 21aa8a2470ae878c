package dev.slipway.engine;

import dev.slipway.image.Digest;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ContainerRecords;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Images and layers that containers are made of.
final class ContainerImageUsers implements ImageUsers {
  private final ContainerRecords records;

  ContainerImageUsers(ContainerRecords records) {
    this.records = records;
  }

  @Override
  public List<ContainerUse> containers() throws IOException {
    List<ContainerUse> uses = new ArrayList<>();
    for (Container container : records.list()) {
      Digest image = Digest.parse(container.record().imageId());
      uses.add(new ContainerUse(container.id().hex(), image, container.running()));
    }
    return uses;
  }

  @Override
  public Set<Digest> neededLayers() throws IOException {
    Set<Digest> layers = new HashSet<>();
    for (Container container : records.list()) {
      container.record().layers().forEach(layer -> layers.add(Digest.parse(layer)));
    }
    return layers;
  }
}
