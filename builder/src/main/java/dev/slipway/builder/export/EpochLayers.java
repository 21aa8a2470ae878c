package dev.slipway.builder.export;

import dev.slipway.builder.cache.StepRecords;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.Digest;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerSource;
import dev.slipway.image.layer.LayerTarWriter;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.LayerWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Layers whose files' times follow `SOURCE_DATE_EPOCH`. What was made of which layer is
/// remembered, so that a build that has nothing to do writes none.
final class EpochLayers {
  private final ImageStore store;
  private final StepRecords steps;

  EpochLayers(ImageStore store, StepRecords steps) {
    this.store = store;
    this.steps = steps;
  }

  /// What happens to the times of files.
  enum Rule {
    /// Each becomes the epoch.
    SET,
    /// What is newer becomes the epoch.
    LIMIT
  }

  Digest rewritten(Digest diffId, Rule rule, Instant epoch) throws IOException {
    long seconds = epoch.getEpochSecond();
    var inputs = new LinkedHashMap<String, String>();
    inputs.put("step", "epoch");
    inputs.put("layer", diffId.toString());
    inputs.put("rule", rule.toString());
    inputs.put("seconds", Long.toString(seconds));
    StepKey key = StepKey.of(inputs);
    Optional<Digest> known = steps.findContent(key);
    if (known.isPresent() && store.layers().contains(known.get())) {
      return known.get();
    }
    Digest rewritten = write(store.layers().source(diffId), diffId, rule, seconds);
    steps.putContent(key, inputs, rewritten);
    return rewritten;
  }

  private static boolean isRight(LayerEntry entry, Rule rule, long seconds) {
    boolean exactly = entry.mtimeSeconds() == seconds && entry.mtimeNanos() == 0;
    return exactly || (rule == Rule.LIMIT && entry.mtimeSeconds() < seconds);
  }

  private Digest write(LayerSource layer, Digest diffId, Rule rule, long seconds)
      throws IOException {
    List<LayerEntry> entries = layer.index().entries();
    if (entries.stream().allMatch(entry -> isRight(entry, rule, seconds))) {
      return diffId;
    }
    try (LayerWriter writer = store.layers().create()) {
      OutputStream buffered = new BufferedOutputStream(writer, 1 << 16);
      var tar = new LayerTarWriter(buffered);
      for (LayerEntry entry : entries) {
        LayerEntry old = isRight(entry, rule, seconds) ? entry : entry.withTime(seconds, 0);
        if (entry.kind() == EntryKind.FILE) {
          try (InputStream data = layer.open(entry)) {
            tar.add(old, data);
          }
        } else {
          tar.add(old, null);
        }
      }
      var index = tar.finish();
      buffered.flush();
      return writer.commit(index);
    }
  }
}
