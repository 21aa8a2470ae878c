package dev.slipway.engine.build;

import dev.slipway.builder.cache.CacheCollection;
import dev.slipway.builder.cache.CacheEntry;
import dev.slipway.builder.cache.CacheQuota;
import dev.slipway.builder.cache.Durability;
import dev.slipway.engine.container.StoreUsers;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What users do with what builds keep: steps' results and cache mounts.
public final class BuildCache {
  private final SlipwayLocations locations;

  public BuildCache(SlipwayLocations locations) {
    this.locations = locations;
  }

  /// What is kept, least recently used first.
  ///
  /// @param filters as [CacheFilter] reads them
  public List<CacheEntry> list(List<String> filters) throws IOException {
    var filter = CacheFilter.parse(filters);
    if (Files.notExists(locations.root())) {
      return List.of();
    }
    try (ImageStore store = ImageStore.open(locations.root())) {
      return collection(store).list(imageLayers(store, new StoreUsers(locations))).stream()
          .filter(filter)
          .toList();
    }
  }

  /// Removes what no running process uses.
  ///
  /// @param all also what images or containers have too
  /// @param filters as [CacheFilter] reads them
  /// @param quota how much may stay
  public List<CacheEntry> prune(boolean all, List<String> filters, CacheQuota quota)
      throws IOException {
    var filter = CacheFilter.parse(filters);
    try (ImageStore store = ImageStore.open(locations.root())) {
      var users = new StoreUsers(locations);
      return collection(store)
          .remove(
              entry -> (all || !entry.shared()) && filter.test(entry),
              quota,
              imageLayers(store, users),
              users::neededLayers);
    }
  }

  private static CacheCollection collection(ImageStore store) throws IOException {
    return new CacheCollection(store, new Durability(store.area("synced")));
  }

  static Set<Digest> imageLayers(ImageStore store, StoreUsers users) throws IOException {
    Set<Digest> layers = new HashSet<>(users.containerLayers());
    for (Image image : store.images().list()) {
      layers.addAll(image.config().diffIds());
    }
    return layers;
  }
}
