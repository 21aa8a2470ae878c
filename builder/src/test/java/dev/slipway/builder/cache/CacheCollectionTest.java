package dev.slipway.builder.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.Digest;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CacheCollectionTest {
  private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");

  @TempDir Path root;

  /// A step whose result is a snapshot with a file of so many bytes.
  private static StepKey made(ImageStore store, String name, String parent, int bytes)
      throws IOException {
    var inputs = new LinkedHashMap<String, String>();
    inputs.put("step", "run");
    inputs.put("parent", parent);
    inputs.put("arguments", "7:/bin/sh 2:-c " + name.length() + ":" + name);
    StepKey key = StepKey.of(inputs);
    var snapshots = new Snapshots(store);
    try (Snapshots.Draft draft = snapshots.draft()) {
      Files.write(draft.upper().resolve("file"), new byte[bytes]);
      steps(store).put(key, new StepRecord(inputs, draft.keep(), NOW));
    }
    return key;
  }

  private static StepRecords steps(ImageStore store) throws IOException {
    return new StepRecords(store, new Durability(store.area("synced")), new Snapshots(store));
  }

  private void used(StepKey key, Duration ago) throws IOException {
    Files.setLastModifiedTime(
        root.resolve("steps").resolve(key.hex() + ".json"),
        FileTime.from(Instant.now().minus(ago)));
  }

  private static List<String> removed(ImageStore store, CacheQuota quota) throws IOException {
    return new CacheCollection(store, new Durability(store.area("synced")))
        .remove(_ -> true, quota, Set.of(), Set::of).stream().map(CacheEntry::description).toList();
  }

  @Test
  void theLeastRecentlyUsedGoUntilTheQuotaIsMet() throws IOException {
    try (ImageStore store = ImageStore.open(root)) {
      used(made(store, "old", "any", 3000), Duration.ofHours(3));
      used(made(store, "older", "any", 3000), Duration.ofHours(5));
      used(made(store, "young", "any", 3000), Duration.ofHours(1));
    }
    try (ImageStore store = ImageStore.open(root)) {
      assertThat(removed(store, new CacheQuota(0, 6000, 0))).containsExactly("RUN older");
      assertThat(removed(store, new CacheQuota(0, 6000, 0))).isEmpty();
      assertThat(removed(store, new CacheQuota(3000, 1, 0))).containsExactly("RUN old");
      assertThat(root.resolve("snapshots").toFile().list()).hasSize(1);
    }
  }

  @Test
  void ofOneBuildsStepsTheLastGoesFirst() throws IOException {
    try (ImageStore store = ImageStore.open(root)) {
      StepKey parent = made(store, "parent", "any", 10);
      StepKey child = made(store, "child", parent.hex(), 10);
      var later = steps(store).find(child).orElseThrow();
      steps(store).put(child, new StepRecord(later.inputs(), later.layer(), NOW.plusSeconds(1)));
    }
    try (ImageStore store = ImageStore.open(root)) {
      assertThat(removed(store, new CacheQuota(0, 10, 0))).containsExactly("RUN child");
    }
  }

  @Test
  void whatARunningBuildHasFoundStays() throws IOException {
    StepKey used;
    StepKey unused;
    try (ImageStore store = ImageStore.open(root)) {
      used = made(store, "used", "any", 10);
      unused = made(store, "unused", "any", 10);
    }
    try (ImageStore build = ImageStore.open(root);
        ImageStore pruning = ImageStore.open(root)) {
      assertThat(steps(build).find(used)).isPresent();

      assertThat(removed(pruning, CacheQuota.NONE)).containsExactly("RUN unused");

      assertThat(steps(build).find(used)).isPresent();
      assertThat(steps(build).find(unused)).isEmpty();
    }
    try (ImageStore store = ImageStore.open(root)) {
      assertThat(removed(store, CacheQuota.NONE)).containsExactly("RUN used");
      assertThat(root.resolve("snapshots")).isEmptyDirectory();
    }
  }

  @Test
  void aSnapshotThatNoStepHasGoes() throws IOException {
    try (ImageStore store = ImageStore.open(root)) {
      StepKey key = made(store, "again", "any", 10);
      Files.delete(root.resolve("steps").resolve(key.hex() + ".json"));
    }
    try (ImageStore store = ImageStore.open(root)) {
      assertThat(removed(store, CacheQuota.NONE)).hasSize(1);
      assertThat(root.resolve("snapshots")).isEmptyDirectory();
    }
  }

  @Test
  void whatIsRememberedOfALayerThatIsGoneGoesToo() throws IOException {
    try (ImageStore store = ImageStore.open(root)) {
      var inputs = new LinkedHashMap<String, String>();
      inputs.put("step", "content");
      inputs.put("layers", "a-snapshot-that-is-gone");
      steps(store).putContent(StepKey.of(inputs), inputs, Digest.sha256(new byte[0]));

      removed(store, CacheQuota.NONE);

      assertThat(root.resolve("steps")).isEmptyDirectory();
    }
  }

  @Test
  void aQuotaKeepsWhatIsReservedAndFreesWhatIsMissing() {
    assertThat(new CacheQuota(0, 100, 0).keep(500, 1000)).isEqualTo(100);
    assertThat(new CacheQuota(300, 100, 0).keep(500, 1000)).isEqualTo(300);
    assertThat(new CacheQuota(0, 0, 1200).keep(500, 1000)).isEqualTo(300);
    assertThat(new CacheQuota(0, 0, 800).keep(500, 1000)).isEqualTo(500);
    assertThat(new CacheQuota(400, 0, 1200).keep(500, 1000)).isEqualTo(400);
  }
}
