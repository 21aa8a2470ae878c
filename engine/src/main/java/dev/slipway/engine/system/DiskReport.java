package dev.slipway.engine.system;

import dev.slipway.builder.cache.CacheEntry;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.Digest;
import dev.slipway.image.store.DiskUsage;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.NamedImage;
import dev.slipway.runtime.run.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the store takes of the disk, as `docker system df` adds it up.
public record DiskReport(List<Row> rows) {
  public DiskReport {
    rows = List.copyOf(rows);
  }

  /// One kind of thing.
  ///
  /// @param active how many of them are in use
  /// @param size bytes
  /// @param reclaimable bytes of what is not in use
  public record Row(String type, int total, int active, long size, long reclaimable) {}

  /// @param cache what builds keep
  public static DiskReport of(
      SlipwayLocations locations, List<Container> containers, List<CacheEntry> cache)
      throws IOException {
    return new DiskReport(
        List.of(images(locations, containers), containers(locations, containers), cache(cache)));
  }

  private static Row images(SlipwayLocations locations, List<Container> containers)
      throws IOException {
    Set<Digest> used = new HashSet<>();
    containers.forEach(container -> used.add(Digest.parse(container.record().imageId())));
    Map<Digest, Long> layers = new HashMap<>();
    Set<Digest> active = new HashSet<>();
    Set<Digest> activeLayers = new HashSet<>();
    Set<Digest> all = new HashSet<>();
    try (ImageStore store = ImageStore.openReadOnly(locations.root())) {
      for (NamedImage entry : store.names().list()) {
        List<Digest> diffIds = store.images().read(entry.descriptor()).config().diffIds();
        all.add(entry.imageId());
        for (int i = 0; i < diffIds.size() && i < entry.layerSizes().size(); i++) {
          layers.put(diffIds.get(i), entry.layerSizes().get(i));
        }
        if (used.contains(entry.imageId())) {
          active.add(entry.imageId());
          activeLayers.addAll(diffIds);
        }
      }
    }
    long size = 0;
    long reclaimable = 0;
    for (var layer : layers.entrySet()) {
      size += layer.getValue();
      reclaimable += activeLayers.contains(layer.getKey()) ? 0 : layer.getValue();
    }
    return new Row("Images", all.size(), active.size(), size, reclaimable);
  }

  private static Row containers(SlipwayLocations locations, List<Container> containers)
      throws IOException {
    long size = 0;
    long reclaimable = 0;
    int running = 0;
    for (Container container : containers) {
      Path directory = locations.root().resolve("containers").resolve(container.id().hex());
      long bytes = Files.isDirectory(directory) ? DiskUsage.of(directory) : 0;
      size += bytes;
      if (container.running()) {
        running++;
      } else {
        reclaimable += bytes;
      }
    }
    return new Row("Containers", containers.size(), running, size, reclaimable);
  }

  private static Row cache(List<CacheEntry> entries) {
    long size = 0;
    long reclaimable = 0;
    int active = 0;
    for (CacheEntry entry : entries) {
      size += entry.shared() ? 0 : entry.size();
      reclaimable += entry.shared() || entry.inUse() ? 0 : entry.size();
      active += entry.inUse() ? 1 : 0;
    }
    return new Row("Build Cache", entries.size(), active, size, reclaimable);
  }
}
