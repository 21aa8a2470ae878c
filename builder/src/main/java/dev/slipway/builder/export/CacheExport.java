package dev.slipway.builder.export;

import dev.slipway.builder.CacheTransfers.Mode;
import dev.slipway.builder.CacheTransfers.Target;
import dev.slipway.builder.cache.CacheBackend;
import dev.slipway.builder.cache.CacheWriting;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.cache.StepRecords;
import dev.slipway.builder.solve.Progress;
import dev.slipway.builder.solve.StepResult;
import dev.slipway.image.Digest;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// `--cache-to`: what a build found or made, for builds on other machines.
public final class CacheExport {
  private final ImageStore store;
  private final StepRecords steps;
  private final SnapshotLayers snapshots;

  public CacheExport(ImageStore store, StepRecords steps, Snapshots snapshots) {
    this.store = store;
    this.steps = steps;
    this.snapshots = new SnapshotLayers(store, steps, snapshots);
  }

  /// @param last what the image is made of
  public void write(Target target, CacheBackend backend, StepResult last, Progress.Entry entry)
      throws IOException, InterruptedException {
    entry.status("preparing build cache for export", false);
    List<CacheWriting.Step> rows = rows(target.mode(), last);
    entry.status("preparing build cache for export", true);
    new CacheWriting(store, target, backend)
        .write(
            rows,
            steps.used(),
            target.mode() == Mode.MAX,
            blob -> entry.status("writing layer " + blob.digest(), true));
    entry.status("writing cache manifest", true);
  }

  private List<CacheWriting.Step> rows(Mode mode, StepResult last)
      throws IOException, InterruptedException {
    Set<String> wanted = new HashSet<>();
    last.layers().forEach(layer -> wanted.add(layer.identity()));
    List<CacheWriting.Step> rows = new ArrayList<>();
    for (var used : steps.used().steps().entrySet()) {
      ResultLayer layer = used.getValue().layer();
      if (mode == Mode.MAX || wanted.contains(layer.identity())) {
        Digest diffId =
            switch (layer) {
              case ResultLayer.Stored(_, var stored) -> stored;
              case ResultLayer.Snapshot snapshot -> snapshots.layer(snapshot, used.getKey());
            };
        steps.fetch(layer);
        rows.add(new CacheWriting.Step(used.getKey(), used.getValue(), diffId));
      }
    }
    return rows;
  }
}
