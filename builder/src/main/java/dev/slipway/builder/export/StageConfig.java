package dev.slipway.builder.export;

import dev.slipway.builder.graph.Step;
import dev.slipway.builder.lower.LoweredStage;
import dev.slipway.builder.lower.PlannedHistory;
import dev.slipway.builder.solve.StepResults;
import dev.slipway.image.Digest;
import dev.slipway.image.HistoryEntry;
import dev.slipway.image.ImageConfig;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the config of a stage's image says.
final class StageConfig {
  private static final String COMMENT = "buildkit.dockerfile.v0";

  private StageConfig() {}

  static ImageConfig of(BuiltStage built, List<Digest> diffIds) {
    ImageConfig config = config(built.stage(), built.results(), diffIds);
    Instant epoch = built.epoch();
    return epoch == null ? config : limited(config, built.stage().base().history().size(), epoch);
  }

  /// Entries that change the config only get the time of the layer before them.
  private static ImageConfig config(LoweredStage stage, StepResults results, List<Digest> diffIds) {
    var history = new ArrayList<>(stage.base().history());
    long own = stage.history().stream().filter(entry -> entry.layer() != null).count();
    boolean squashed = diffIds.size() < stage.base().diffIds().size() + own;
    Instant time = firstTime(stage, results);
    Instant newest = time;
    for (PlannedHistory entry : stage.history()) {
      Step layer = entry.layer();
      if (layer != null) {
        time = created(results, layer);
        newest = newest == null || (time != null && time.isAfter(newest)) ? time : newest;
      }
      history.add(
          new HistoryEntry(time, entry.createdBy(), "", COMMENT, layer == null || squashed));
    }
    if (squashed) {
      history.add(new HistoryEntry(newest, "", "", "squashed " + own + " layers", false));
    }
    return stage
        .base()
        .withAuthor(stage.author())
        .withConfig(stage.config())
        .withDiffIds(diffIds)
        .withHistory(history)
        .withCreated(newest);
  }

  /// An image says of no time that is newer than the epoch. The build's own entries say it exactly:
  /// a step may have run before the commit whose time the epoch is, and after it elsewhere.
  private static ImageConfig limited(ImageConfig config, int ofBase, Instant epoch) {
    var history = new ArrayList<HistoryEntry>();
    for (HistoryEntry entry : config.history()) {
      Instant created = entry.created();
      boolean own = history.size() >= ofBase;
      boolean newer = own || created == null || created.isAfter(epoch);
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
