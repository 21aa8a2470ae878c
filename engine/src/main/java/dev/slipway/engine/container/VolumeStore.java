package dev.slipway.engine.container;

import dev.slipway.engine.event.StoreEvents;
import dev.slipway.engine.vocabulary.PruneReport;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.store.DiskUsage;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.Lock;
import dev.slipway.linux.KernelRandom;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.run.Container;
import dev.slipway.runtime.run.VolumeRecord;
import dev.slipway.runtime.run.VolumeUsers;
import dev.slipway.runtime.volume.Volume;
import dev.slipway.runtime.volume.Volumes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What users do with volumes.
public final class VolumeStore {
  private final SlipwayLocations locations;

  public VolumeStore(SlipwayLocations locations) {
    this.locations = locations;
  }

  private Volumes volumes(ImageStore store) {
    return volumes(locations.root(), store);
  }

  public static Volumes volumes(Path root, ImageStore store) {
    return new Volumes(root.resolve("volumes"), store.locks(), new StoreEvents(root));
  }

  /// @param name null for one that is drawn
  public Volume create(
      @Nullable String name, Map<String, String> labels, Map<String, String> options)
      throws IOException {
    try (ImageStore store = ImageStore.open(locations.root())) {
      Map<String, String> all = new HashMap<>(labels);
      if (name == null) {
        all.put(Volume.ANONYMOUS, "");
      }
      String chosen = name == null ? Volumes.anonymousName(KernelRandom.source()) : name;
      return volumes(store).create(chosen, all, options);
    }
  }

  /// All of them, by name.
  public List<Volume> list() throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      return volumes(store).list();
    }
  }

  public Optional<Volume> find(String name) throws IOException {
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      return volumes(store).find(name);
    }
  }

  /// Volumes that no container was made with.
  public List<Volume> unused() throws IOException {
    Set<String> used = usedNames();
    return list().stream().filter(volume -> !used.contains(volume.name())).toList();
  }

  private Set<String> usedNames() throws IOException {
    Set<String> used = new HashSet<>();
    for (Container container : Containers.records(locations).list(_ -> {})) {
      for (VolumeRecord volume : container.record().volumes()) {
        if (volume.kind() == VolumeRecord.Kind.VOLUME) {
          used.add(volume.source());
        }
      }
    }
    return used;
  }

  /// @throws ContainerException there is no such volume, or a container was made with it
  public void remove(String name) throws IOException {
    try (ImageStore store = ImageStore.open(locations.root())) {
      Volumes volumes = volumes(store);
      if (volumes.find(name).isEmpty()) {
        throw missing(name);
      }
      try (Lock _ = volumes.lock(name)) {
        List<String> users = VolumeUsers.of(Containers.records(locations), name);
        if (!users.isEmpty()) {
          throw new ContainerException(
              "remove " + name + ": volume is in use - [" + String.join(", ", users) + "]",
              "remove these containers first: slipway rm " + users.getFirst().substring(0, 12),
              1,
              null);
        }
        volumes.remove(name);
      }
    }
  }

  public static ContainerException missing(String name) {
    return new ContainerException(
        "get " + name + ": no such volume", "slipway volume ls lists those that exist", 1, null);
  }

  /// Removes volumes that no container was made with.
  ///
  /// @param all also those that have a name
  /// @param filters `label=key`, `label!=key=value`
  public PruneReport prune(boolean all, List<String> filters) throws IOException {
    var filter = new VolumeFilter(filters);
    List<String> removed = new ArrayList<>();
    long bytes = 0;
    for (Volume volume : unused()) {
      if ((all || volume.anonymous()) && filter.accepts(volume, true)) {
        bytes += DiskUsage.of(volume.directory());
        remove(volume.name());
        removed.add(volume.name());
      }
    }
    var report = new PruneReport(removed, bytes);
    new StoreEvents(locations.root()).prune("volume", report);
    return report;
  }
}
