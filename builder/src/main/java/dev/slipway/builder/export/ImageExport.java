package dev.slipway.builder.export;

import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.cache.StepRecords;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.lower.LoweredStage;
import dev.slipway.builder.lower.PlannedHistory;
import dev.slipway.builder.solve.Progress;
import dev.slipway.builder.solve.StepResult;
import dev.slipway.builder.solve.StepResults;
import dev.slipway.image.Digest;
import dev.slipway.image.HistoryEntry;
import dev.slipway.image.Image;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.ImageReference;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Writes the image of a stage.
///
/// Only here do the upper directories of `RUN`s become tars, each once: the directory itself stays
/// as the extracted form of its layer, so that a container of the image unpacks nothing.
public final class ImageExport {
  private static final String COMMENT = "buildkit.dockerfile.v0";

  private final ImageStore store;
  private final SnapshotLayers snapshots;
  private final EpochLayers epochs;

  public ImageExport(ImageStore store, StepRecords steps, Snapshots snapshots) {
    this.store = store;
    this.snapshots = new SnapshotLayers(store, steps, snapshots);
    this.epochs = new EpochLayers(store, steps);
  }

  /// @param epoch the newest time that the image may show; null is any
  public Image export(
      LoweredStage stage,
      StepResults results,
      List<ImageReference> names,
      @Nullable Instant epoch,
      Progress progress)
      throws IOException, InterruptedException {
    StepResult last = results.of(stage.filesystem());
    Progress.Entry entry = progress.entry("exporting to image").started();
    entry.status("exporting layers", false);
    List<Digest> diffIds = diffIds(stage, results, last);
    if (epoch != null) {
      diffIds = epochs.limited(diffIds, stage.base().diffIds().size(), epoch);
    }
    entry.status("exporting layers", true);
    Image image = store.images().add(limited(config(stage, results, diffIds), epoch));
    entry.status("writing image " + image.id(), true);
    store.names().add(image, names.stream().map(ImageReference::withDefaultTag).toList());
    for (ImageReference name : names) {
      entry.status("naming to " + name.withDefaultTag().full(), true);
    }
    entry.finished();
    return image;
  }

  private List<Digest> diffIds(LoweredStage stage, StepResults results, StepResult last)
      throws IOException, InterruptedException {
    var owners = new HashMap<String, StepResult>();
    for (Step step = stage.filesystem(); step != null; step = step.below()) {
      StepResult result = results.of(step);
      if (result.created() != null) {
        owners.put(result.layers().getLast().identity(), result);
      }
    }
    var diffIds = new ArrayList<Digest>();
    for (ResultLayer layer : last.layers()) {
      diffIds.add(
          switch (layer) {
            case ResultLayer.Stored(_, var diffId) -> diffId;
            case ResultLayer.Snapshot snapshot ->
                snapshots.layer(
                    snapshot, Objects.requireNonNull(owners.get(snapshot.identity())).key());
          });
    }
    return diffIds;
  }

  /// Entries that change the config only get the time of the layer before them.
  private static ImageConfig config(LoweredStage stage, StepResults results, List<Digest> diffIds) {
    var history = new ArrayList<>(stage.base().history());
    Instant time = firstTime(stage, results);
    Instant newest = time;
    for (PlannedHistory entry : stage.history()) {
      Step layer = entry.layer();
      if (layer != null) {
        time = created(results, layer);
        newest = newest == null || (time != null && time.isAfter(newest)) ? time : newest;
      }
      history.add(new HistoryEntry(time, entry.createdBy(), "", COMMENT, layer == null));
    }
    return stage
        .base()
        .withAuthor(stage.author())
        .withConfig(stage.config())
        .withDiffIds(diffIds)
        .withHistory(history)
        .withCreated(newest);
  }

  /// As BuildKit: an image says of no time that is newer than the epoch.
  private static ImageConfig limited(ImageConfig config, @Nullable Instant epoch) {
    if (epoch == null) {
      return config;
    }
    var history = new ArrayList<HistoryEntry>();
    for (HistoryEntry entry : config.history()) {
      Instant created = entry.created();
      boolean newer = created == null || created.isAfter(epoch);
      history.add(newer ? entry.withCreated(epoch) : entry);
    }
    return config.withHistory(history).withCreated(epoch);
  }

  private static @Nullable Instant firstTime(LoweredStage stage, StepResults results) {
    for (PlannedHistory entry : stage.history()) {
      if (entry.layer() != null) {
        return created(results, entry.layer());
      }
    }
    return stage.base().created();
  }

  private static @Nullable Instant created(StepResults results, Step step) {
    return results.of(step).created();
  }
}
