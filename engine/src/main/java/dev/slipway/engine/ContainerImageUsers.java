package dev.slipway.engine;

import dev.slipway.image.Digest;
import dev.slipway.runtime.run.Container;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Images and layers that containers are made of. Listing images asks for neither, and so loads
/// nothing of containers.
final class ContainerImageUsers implements ImageUsers {
  private final SlipwayLocations locations;

  ContainerImageUsers(SlipwayLocations locations) {
    this.locations = locations;
  }

  private List<Container> all() throws IOException {
    return Containers.records(locations).list();
  }

  @Override
  public List<ContainerUse> containers() throws IOException {
    List<ContainerUse> uses = new ArrayList<>();
    for (Container container : all()) {
      Digest image = Digest.parse(container.record().imageId());
      uses.add(new ContainerUse(container.id().hex(), image, container.running()));
    }
    return uses;
  }

  @Override
  public Set<Digest> neededLayers() throws IOException {
    Set<Digest> layers = new HashSet<>();
    for (Container container : all()) {
      container.record().layers().forEach(layer -> layers.add(Digest.parse(layer)));
    }
    return layers;
  }
}
