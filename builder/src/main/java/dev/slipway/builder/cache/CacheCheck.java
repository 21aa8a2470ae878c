package dev.slipway.builder.cache;

import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.Digest;
import dev.slipway.image.store.Findings;
import dev.slipway.image.store.Findings.Severity;
import dev.slipway.image.store.ImageStore;
import dev.slipway.linux.FileTreeRemoval;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/// Compares the records of steps with their keys and results, and looks for what no record names.
public final class CacheCheck {
  private final ImageStore store;
  private final StepRecords steps;
  private final Snapshots snapshots;
  private final CacheMounts mounts;
  private final Findings findings;

  public CacheCheck(ImageStore store, Durability durability, Findings findings) throws IOException {
    this.store = store;
    this.snapshots = new Snapshots(store);
    this.steps = new StepRecords(store, durability, snapshots);
    this.mounts = new CacheMounts(store);
    this.findings = findings;
  }

  public void run() throws IOException {
    Set<String> named = new HashSet<>();
    for (StepRecords.Kept kept : steps.all()) {
      findings.checked("steps");
      StepRecord step = kept.step();
      if (step != null) {
        named.add(step.layer().identity());
      }
      check(kept);
    }
    for (String identity : snapshots.identities()) {
      findings.checked("snapshots");
      if (!named.contains(identity) && !isUsed(identity)) {
        findings.add(
            Severity.UNUSED,
            "snapshot " + identity,
            "no step has these " + snapshots.diskUsage(identity) + " bytes",
            "remove it",
            () -> bury(identity));
      }
    }
    for (CacheMounts.Kept mount : mounts.all()) {
      findings.checked("cache mounts");
      check(mount);
    }
  }

  private boolean isUsed(String identity) throws IOException {
    return store.garbage().claimed().contains(Snapshots.claim(identity));
  }

  private void check(StepRecords.Kept kept) throws IOException {
    String subject = "step " + kept.key().digest().shortHex();
    Findings.Repair forget =
        () -> {
          var _ = steps.remove(kept);
        };
    StepRecord step = kept.step();
    if (step == null && kept.content() == null) {
      findings.add(
          Severity.DAMAGED, subject, "its record cannot be read", "forget the step", forget);
    } else if (!kept.inputs().isEmpty() && !StepKey.of(kept.inputs()).equals(kept.key())) {
      findings.add(
          Severity.DAMAGED, subject, "its key is not that of its inputs", "forget it", forget);
    } else if (step != null && !isThere(step.layer())) {
      findings.add(
          Severity.MISSING,
          subject,
          StepDescription.of(step.inputs()) + ": its files are gone",
          "forget the step: it runs again",
          forget);
    }
  }

  private boolean isThere(ResultLayer layer) throws IOException {
    return switch (layer) {
      case ResultLayer.Stored(_, var diffId) -> store.layers().isThere(diffId);
      case ResultLayer.Snapshot(var identity) -> snapshots.contains(identity);
    };
  }

  private void bury(String identity) throws IOException {
    Path grave = store.temporary("removed");
    boolean moved =
        store
            .garbage()
            .removing(claimed -> {
              boolean free = !claimed.contains(Snapshots.claim(identity));
              if (free) {
                snapshots.moveTo(grave, identity);
              }
              return free;
            });
    if (moved) {
      FileTreeRemoval.remove(grave);
    }
  }

  private void check(CacheMounts.Kept mount) {
    String name = mount.name();
    String hex = name.contains("-") ? name.substring(0, name.indexOf('-')) : name;
    if (mount.id().isEmpty() || !CacheMountArtifact.name(mount.id()).equals(hex)) {
      findings.add(
          Severity.DAMAGED,
          "cache mount " + (mount.id().isEmpty() ? name : mount.id()),
          "its directory is not that of its id",
          "remove it: it begins empty again",
          () -> remove(name));
    }
  }

  private void remove(String name) throws IOException {
    Path grave = store.temporary("removed");
    if (mounts.moveTo(grave, name)) {
      FileTreeRemoval.remove(grave);
    }
  }

  /// Layers that steps name.
  public Set<Digest> layers() throws IOException {
    return StepRecords.layers(store);
  }
}
