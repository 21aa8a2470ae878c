package dev.slipway.builder.cache;

import dev.slipway.builder.cache.CacheEntries.Found;
import dev.slipway.image.Digest;
import dev.slipway.image.store.GarbageCollector;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.Lock;
import dev.slipway.linux.FileTreeRemoval;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// Removes from the build cache what was not used for the longest time, and never what a running
/// process uses.
public final class CacheCollection {
  private final ImageStore store;
  private final StepRecords steps;
  private final Snapshots snapshots;
  private final CacheMounts mounts;
  private final FailedFiles failures;
  private final CacheEntries entries;

  public CacheCollection(ImageStore store, Durability durability) throws IOException {
    this.store = store;
    this.snapshots = new Snapshots(store);
    this.steps = new StepRecords(store, durability, snapshots);
    this.mounts = new CacheMounts(store);
    this.failures = new FailedFiles(store);
    this.entries = new CacheEntries(store, steps, snapshots, mounts, failures);
  }

  /// Everything in the cache, least recently used first.
  ///
  /// @param imageLayers diffIDs that images and containers have
  public List<CacheEntry> list(Set<Digest> imageLayers) throws IOException {
    return entries.find(imageLayers).stream().map(Found::entry).toList();
  }

  /// Removes entries that `wanted` accepts, as many as the quota asks for, and with them the files
  /// that nothing needs then.
  ///
  /// @param imageLayers diffIDs that images and containers have
  /// @param needed what else keeps layers, asked after the records are gone
  public List<CacheEntry> remove(
      Predicate<CacheEntry> wanted,
      CacheQuota quota,
      Set<Digest> imageLayers,
      GarbageCollector.NeededLayers needed)
      throws IOException {
    List<Found> chosen = chosen(entries.find(imageLayers), wanted, quota);
    List<Path> graves = new ArrayList<>();
    List<CacheEntry> removed =
        chosen.isEmpty()
            ? List.of()
            : store.garbage().removing(claimed -> remove(chosen, claimed, graves));
    for (StepRecords.Kept useless : entries.useless()) {
      boolean _ = steps.remove(useless);
    }
    for (Path grave : graves) {
      FileTreeRemoval.remove(grave);
    }
    if (!removed.isEmpty()) {
      store.garbage().collect(needed);
    }
    return removed;
  }

  private List<Found> chosen(List<Found> all, Predicate<CacheEntry> wanted, CacheQuota quota)
      throws IOException {
    long total = 0;
    for (Found found : all) {
      total += found.entry().shared() ? 0 : found.entry().size();
    }
    long keep = quota.keep(total, Files.getFileStore(store.root()).getUsableSpace());
    List<Found> chosen = new ArrayList<>();
    for (Found found : all) {
      CacheEntry entry = found.entry();
      boolean enough = !quota.equals(CacheQuota.NONE) && total <= keep;
      if (!enough && entry.reclaimable() && wanted.test(entry)) {
        chosen.add(found);
        total -= entry.shared() ? 0 : entry.size();
      }
    }
    return chosen;
  }

  private List<CacheEntry> remove(List<Found> chosen, Set<Digest> claimed, List<Path> graves)
      throws IOException {
    List<CacheEntry> removed = new ArrayList<>();
    Set<String> unnamed = new HashSet<>();
    for (Found found : chosen) {
      if (Thread.currentThread().isInterrupted()) {
        throw new InterruptedIOException("interrupted while removing from the cache");
      }
      boolean gone =
          switch (found) {
            case Found.OfStep(_, var kept) -> removeStep(kept, claimed, unnamed);
            case Found.OfSnapshot(_, var identity) ->
                !claimed.contains(Snapshots.claim(identity)) && unnamed.add(identity);
            case Found.OfFailure(_, var ref) ->
                buried(graves, grave -> failures.moveTo(grave, ref));
            case Found.OfMount(_, var name) -> buried(graves, grave -> mounts.moveTo(grave, name));
          };
      if (gone) {
        removed.add(found.entry());
      }
    }
    buryUnnamed(unnamed, graves);
    return removed;
  }

  private boolean removeStep(StepRecords.Kept kept, Set<Digest> claimed, Set<String> unnamed)
      throws IOException {
    StepRecord step = kept.step();
    if (step == null || CacheEntries.isClaimed(step.layer(), claimed)) {
      return false;
    }
    String resource = "step-" + kept.key().hex();
    Optional<Lock> lock = store.locks().tryExclusive(resource);
    if (lock.isEmpty()) {
      return false;
    }
    try (Lock _ = lock.get()) {
      boolean removed = steps.remove(kept);
      if (removed) {
        unnamed.add(step.layer().identity());
        store.locks().forget(resource);
      }
      return removed;
    }
  }

  /// A snapshot belongs to one record, but a record may have come for it since the list was made.
  private void buryUnnamed(Set<String> unnamed, List<Path> graves) throws IOException {
    if (unnamed.isEmpty()) {
      return;
    }
    for (StepRecords.Kept each : steps.all()) {
      StepRecord step = each.step();
      if (step != null) {
        unnamed.remove(step.layer().identity());
      }
    }
    Set<String> there = Set.copyOf(snapshots.identities());
    for (String identity : unnamed) {
      if (there.contains(identity)) {
        buried(
            graves,
            grave -> {
              snapshots.moveTo(grave, identity);
              return true;
            });
      }
    }
  }

  private interface Burial {
    boolean moveTo(Path grave) throws IOException;
  }

  private boolean buried(List<Path> graves, Burial burial) throws IOException {
    Path grave = store.temporary("removed");
    boolean moved = burial.moveTo(grave);
    if (moved) {
      graves.add(grave);
    }
    return moved;
  }
}
