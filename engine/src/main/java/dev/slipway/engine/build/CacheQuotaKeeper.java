package dev.slipway.engine.build;

import dev.slipway.builder.cache.CacheCollection;
import dev.slipway.builder.cache.CacheEntry;
import dev.slipway.builder.cache.CacheQuota;
import dev.slipway.builder.cache.Durability;
import dev.slipway.engine.container.StoreUsers;
import dev.slipway.engine.vocabulary.SlipwayLocations;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/// Keeps the build cache within its quota: once an hour, beside a build, as there is no daemon to
/// do it. A build that ends earlier stops it, and the next one tries again.
record CacheQuotaKeeper(SlipwayLocations locations, ImageStore store, Durability durability) {
  private static final Duration PAUSE = Duration.ofHours(1);

  /// Removes what is too much, but nothing that was used in the last hour.
  void keep() throws IOException {
    Path note = store.area("synced").resolve("collected");
    Instant now = Instant.now();
    if (Duration.between(lastTime(note), now).abs().compareTo(PAUSE) < 0) {
      return;
    }
    var users = new StoreUsers(locations);
    Instant recently = now.minus(PAUSE);
    new CacheCollection(store, durability)
        .remove(
            entry -> !entry.shared() && isOld(entry, recently, now),
            CacheQuota.usual(Files.getFileStore(store.root()).getTotalSpace()),
            BuildCache.imageLayers(store, users),
            users::neededLayers);
    Files.writeString(note, "");
    Files.setLastModifiedTime(note, FileTime.from(now));
  }

  private static Instant lastTime(Path note) throws IOException {
    try {
      return Files.getLastModifiedTime(note).toInstant();
    } catch (NoSuchFileException never) {
      return Instant.EPOCH;
    }
  }

  /// A time to come is one of before a clock was set back.
  private static boolean isOld(CacheEntry entry, Instant recently, Instant now) {
    return entry.lastUsed().isBefore(recently) || entry.lastUsed().isAfter(now.plus(PAUSE));
  }
}
