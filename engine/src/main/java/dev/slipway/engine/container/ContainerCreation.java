package dev.slipway.engine.container;

import dev.slipway.engine.create.ContainerRequest;
import dev.slipway.engine.create.NewContainer;
import dev.slipway.image.Image;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.StoredImages;
import dev.slipway.linux.KernelRandom;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.ContainerHost;
import dev.slipway.runtime.run.ContainerId;
import dev.slipway.runtime.run.ContainerLifecycle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// Makes containers of the images of a store that is open.
record ContainerCreation(ImageStore store, ContainerHost host) {
  /// Relative paths of volumes continue the working directory of this process.
  ///
  /// @param area of the store in which containers are kept
  /// @param toStart see [ContainerLifecycle#create]
  Container create(ContainerRequest request, String area, boolean toStart)
      throws IOException, InterruptedException {
    Image image =
        store
            .images()
            .find(request.image())
            .orElseThrow(() -> StoredImages.noSuchImage(request.image()));
    KernelRandom random = KernelRandom.source();
    ContainerId id = ContainerId.random(random);
    var surroundings = new StoreSurroundings(host.records(), store, host.networks());
    var plan = new NewContainer(request, image, surroundings);
    Path here = Path.of("").toAbsolutePath();
    plan.record(id, "unnamed", Instant.now(), here); // Mistakes are found before a name is taken.
    store.area(area);
    return new ContainerLifecycle(host)
        .create(
            id,
            request.identity().name().orElse(null),
            random,
            toStart,
            name -> plan.record(id, name, Instant.now(), here));
  }
}
