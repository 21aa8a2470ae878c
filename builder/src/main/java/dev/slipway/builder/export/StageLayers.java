package dev.slipway.builder.export;

import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.graph.CopySource;
import dev.slipway.builder.graph.Step;
import dev.slipway.builder.solve.StepResult;
import dev.slipway.image.Digest;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The layers of a stage's image, in the store as tars. Only here do the upper directories of
/// `RUN`s become tars, each once: the directory itself stays as the extracted form of its layer, so
/// that a container of the image unpacks nothing.
final class StageLayers {
  private final SnapshotLayers snapshots;
  private final EpochLayers epochs;
  private final @Nullable SquashedLayers squashed;
  private final IdentityHashMap<Step, Boolean> local = new IdentityHashMap<>();

  /// @param squashed makes one layer of those of a stage; null where they stay as they are
  StageLayers(SnapshotLayers snapshots, EpochLayers epochs, @Nullable SquashedLayers squashed) {
    this.squashed = squashed;
    this.snapshots = snapshots;
    this.epochs = epochs;
  }

  /// @param rewritten whether files get the time of the stage's epoch
  List<Digest> diffIds(BuiltStage built, boolean rewritten)
      throws IOException, InterruptedException {
    Map<String, Step> owners = owners(built);
    var diffIds = new ArrayList<Digest>();
    Instant epoch = built.epoch();
    int base = built.stage().base().diffIds().size();
    for (ResultLayer layer : built.results().of(built.stage().filesystem()).layers()) {
      Step owner = owners.get(layer.identity());
      Digest diffId = stored(layer, owner, built);
      boolean own = diffIds.size() >= base;
      diffIds.add(
          rewritten && own && epoch != null
              ? epochs.rewritten(diffId, rule(owner), epoch)
              : diffId);
    }
    if (squashed != null && diffIds.size() > base + 1) {
      List<Digest> own = diffIds.subList(base, diffIds.size());
      Digest one = squashed.squashed(List.copyOf(own));
      own.clear();
      diffIds.add(one);
    }
    return diffIds;
  }

  private static Map<String, Step> owners(BuiltStage built) {
    var owners = new HashMap<String, Step>();
    for (Step step = built.stage().filesystem(); step != null; step = step.below()) {
      StepResult result = built.results().of(step);
      if (result.created() != null) {
        owners.put(result.layers().getLast().identity(), step);
      }
    }
    return owners;
  }

  private Digest stored(ResultLayer layer, @Nullable Step owner, BuiltStage built)
      throws IOException {
    return switch (layer) {
      case ResultLayer.Stored(_, var diffId) -> diffId;
      case ResultLayer.Snapshot snapshot ->
          snapshots.layer(snapshot, built.results().of(Objects.requireNonNull(owner)).key());
    };
  }

  /// A copy of files of this machine, direct or through a stage, would show their own times, which
  /// differ from one checkout to the next even where they are older than the epoch.
  private EpochLayers.Rule rule(@Nullable Step owner) {
    return owner != null && !(owner instanceof Step.Run) && isLocal(owner)
        ? EpochLayers.Rule.SET
        : EpochLayers.Rule.LIMIT;
  }

  private boolean isLocal(Step step) {
    Boolean known = local.get(step);
    if (known != null) {
      return known;
    }
    boolean found =
        switch (step) {
          case Step.Copy copy ->
              switch (copy.from()) {
                    case CopySource.Context(), CopySource.Directory _ -> true;
                    case CopySource.Files(var from) -> isLocal(from);
                  }
                  || isLocal(copy.parent());
          case Step.MakeDirectory directory -> isLocal(directory.parent());
          case Step.Run run -> isLocal(run.parent());
          case Step.Scratch(), Step.BaseImage _ -> false;
        };
    local.put(step, found);
    return found;
  }
}
