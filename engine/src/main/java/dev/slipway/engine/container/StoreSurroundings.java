package dev.slipway.engine.container;

import dev.slipway.engine.create.Surroundings;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.StoredImages;
import dev.slipway.linux.KernelRandom;
import dev.slipway.runtime.network.UserNetworks;
import dev.slipway.runtime.run.ContainerRecord;
import dev.slipway.runtime.run.ContainerRecords;
import dev.slipway.runtime.volume.Volumes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/// What a container of one store may refer to.
record StoreSurroundings(ContainerRecords records, ImageStore store, UserNetworks networks)
    implements Surroundings {
  @Override
  public ContainerRecord container(String word) {
    try {
      return records.find(word).record();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public List<String> layers(String image) {
    try {
      Image found = store.images().find(image).orElseThrow(() -> StoredImages.noSuchImage(image));
      return found.config().diffIds().stream().map(Digest::toString).toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public String network(String word) {
    try {
      return networks.require(word).name();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @Override
  public String volumeName() {
    return Volumes.anonymousName(KernelRandom.source());
  }
}
