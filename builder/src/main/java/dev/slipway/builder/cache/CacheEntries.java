package dev.slipway.builder.cache;

import dev.slipway.builder.cache.CacheEntry.Kind;
import dev.slipway.image.Digest;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is in the build cache, with its sizes.
final class CacheEntries {
  /// Least recently used first. What one build used has about one time: then a step goes before
  /// those that it stands on, because a step whose parent is gone is run for again.
  static final Comparator<Found> OLDEST_FIRST =
      Comparator.comparingLong((Found found) -> found.entry().lastUsed().getEpochSecond() / 60)
          .thenComparing(found -> found.entry().created(), Comparator.reverseOrder())
          .thenComparing(found -> found.entry().id());

  private final ImageStore store;
  private final StepRecords steps;
  private final Snapshots snapshots;
  private final CacheMounts mounts;
  private final FailedFiles failures;

  CacheEntries(
      ImageStore store,
      StepRecords steps,
      Snapshots snapshots,
      CacheMounts mounts,
      FailedFiles failures) {
    this.store = store;
    this.steps = steps;
    this.snapshots = snapshots;
    this.mounts = mounts;
    this.failures = failures;
  }

  /// An entry, and where it is.
  sealed interface Found {
    CacheEntry entry();

    /// A step that a record tells of.
    record OfStep(CacheEntry entry, StepRecords.Kept kept) implements Found {}

    /// A snapshot that no record names.
    record OfSnapshot(CacheEntry entry, String identity) implements Found {}

    /// What a step that failed had written.
    record OfFailure(CacheEntry entry, String ref) implements Found {}

    /// A cache mount.
    record OfMount(CacheEntry entry, String name) implements Found {}
  }

  /// @param imageLayers diffIDs that images and containers have
  List<Found> find(Set<Digest> imageLayers) throws IOException {
    Set<Digest> claimed = store.garbage().claimed();
    Set<String> counted = new HashSet<>();
    Set<String> named = new HashSet<>();
    List<Found> found = new ArrayList<>();
    List<StepRecords.Kept> kept = new ArrayList<>(steps.all());
    kept.sort(Comparator.comparing((StepRecords.Kept each) -> each.key().hex()));
    for (StepRecords.Kept each : kept) {
      StepRecord step = each.step();
      if (step != null) {
        named.add(step.layer().identity());
        found.add(new Found.OfStep(entry(each, step, imageLayers, claimed, counted), each));
      }
    }
    addLeftovers(found, named, claimed);
    for (FailedFiles.Kept failed : failures.all()) {
      found.add(new Found.OfFailure(entry(failed), failed.ref()));
    }
    for (CacheMounts.Kept mount : mounts.all()) {
      found.add(new Found.OfMount(entry(mount), mount.name()));
    }
    found.sort(OLDEST_FIRST);
    return found;
  }

  private CacheEntry entry(
      StepRecords.Kept kept,
      StepRecord step,
      Set<Digest> imageLayers,
      Set<Digest> claimed,
      Set<String> counted)
      throws IOException {
    ResultLayer layer = step.layer();
    String parent = step.inputs().getOrDefault("parent", "any");
    return new CacheEntry(
        kept.key().hex(),
        Kind.STEP,
        StepDescription.of(step.inputs()),
        parent.equals("any") ? List.of() : List.of(parent),
        step.created(),
        kept.lastUsed(),
        size(layer, counted),
        layer instanceof ResultLayer.Stored(_, var diffId) && imageLayers.contains(diffId),
        isClaimed(layer, claimed));
  }

  /// Whether a running process uses the layer, by one name or the other.
  static boolean isClaimed(ResultLayer layer, Set<Digest> claimed) {
    return claimed.contains(Snapshots.claim(layer.identity()))
        || (layer instanceof ResultLayer.Stored(_, var diffId) && claimed.contains(diffId));
  }

  /// Several steps may have one layer, such as that of no files: it is counted once.
  private long size(ResultLayer layer, Set<String> counted) throws IOException {
    return switch (layer) {
      case ResultLayer.Snapshot(var identity) ->
          counted.add(identity) ? snapshots.diskUsage(identity) : 0;
      case ResultLayer.Stored(_, var diffId) ->
          counted.add(diffId.toString()) ? store.layers().diskUsage(diffId) : 0;
    };
  }

  private void addLeftovers(List<Found> found, Set<String> named, Set<Digest> claimed)
      throws IOException {
    for (String identity : snapshots.identities()) {
      if (!named.contains(identity)) {
        found.add(
            new Found.OfSnapshot(
                new CacheEntry(
                    identity,
                    Kind.LEFTOVER,
                    "files of a RUN that no step has",
                    List.of(),
                    Instant.EPOCH,
                    Instant.EPOCH,
                    snapshots.diskUsage(identity),
                    false,
                    claimed.contains(Snapshots.claim(identity))),
                identity));
      }
    }
  }

  private static CacheEntry entry(FailedFiles.Kept failed) {
    return new CacheEntry(
        failed.ref(),
        Kind.LEFTOVER,
        "files of the step that failed in build " + failed.ref(),
        List.of(),
        failed.at(),
        failed.at(),
        failed.size(),
        false,
        false);
  }

  private CacheEntry entry(CacheMounts.Kept mount) throws IOException {
    return new CacheEntry(
        mount.name(),
        Kind.MOUNT,
        "cached mount " + mount.id(),
        List.of(),
        mount.created(),
        mount.lastUsed(),
        size(mount),
        false,
        mount.inUse());
  }

  /// Steps that run change their caches while they are looked at.
  private long size(CacheMounts.Kept mount) throws IOException {
    try {
      return mounts.diskUsage(mount.name());
    } catch (NoSuchFileException removedMeanwhile) {
      return 0;
    }
  }

  /// Records that tell what a source holds which is there no more.
  List<StepRecords.Kept> useless() throws IOException {
    Map<String, Boolean> there = new HashMap<>();
    List<StepRecords.Kept> all = steps.all();
    for (StepRecords.Kept each : all) {
      StepRecord step = each.step();
      if (step != null) {
        there.put(step.layer().identity(), true);
      }
    }
    List<StepRecords.Kept> useless = new ArrayList<>();
    for (StepRecords.Kept each : all) {
      if (each.step() == null && !isUseful(each, there)) {
        useless.add(each);
      }
    }
    return useless;
  }

  private boolean isUseful(StepRecords.Kept kept, Map<String, Boolean> there) throws IOException {
    String layers = kept.inputs().getOrDefault("layers", kept.inputs().get("layer"));
    if (kept.content() == null || layers == null) {
      return false;
    }
    for (String identity : layers.isEmpty() ? new String[0] : layers.split(" ")) {
      Boolean known = there.get(identity);
      if (known == null) {
        known = identity.startsWith("sha256:") && store.layers().isThere(Digest.parse(identity));
        there.put(identity, known);
      }
      if (!known) {
        return false;
      }
    }
    return true;
  }
}
