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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Layers in which no file is newer than `SOURCE_DATE_EPOCH`. What was made of which layer is
/// remembered, so that a build that has nothing to do writes none.
final class EpochLayers {
  private final ImageStore store;
  private final StepRecords steps;

  EpochLayers(ImageStore store, StepRecords steps) {
    this.store = store;
    this.steps = steps;
  }

  /// @param kept how many are the base image's, which stay as they are
  List<Digest> limited(List<Digest> diffIds, int kept, Instant epoch) throws IOException {
    var limited = new ArrayList<Digest>();
    for (int i = 0; i < diffIds.size(); i++) {
      limited.add(i < kept ? diffIds.get(i) : limited(diffIds.get(i), epoch.getEpochSecond()));
    }
    return limited;
  }

  private Digest limited(Digest diffId, long seconds) throws IOException {
    var inputs = new LinkedHashMap<String, String>();
    inputs.put("step", "epoch");
    inputs.put("layer", diffId.toString());
    inputs.put("seconds", Long.toString(seconds));
    StepKey key = StepKey.of(inputs);
    Optional<Digest> known = steps.findContent(key);
    if (known.isPresent() && store.layers().contains(known.get())) {
      return known.get();
    }
    Digest limited = write(store.layers().source(diffId), diffId, seconds);
    steps.putContent(key, inputs, limited);
    return limited;
  }

  private Digest write(LayerSource layer, Digest diffId, long seconds) throws IOException {
    List<LayerEntry> entries = layer.index().entries();
    if (entries.stream().allMatch(entry -> entry.mtimeSeconds() <= seconds)) {
      return diffId;
    }
    try (LayerWriter writer = store.layers().create()) {
      OutputStream buffered = new BufferedOutputStream(writer, 1 << 16);
      var tar = new LayerTarWriter(buffered);
      for (LayerEntry entry : entries) {
        LayerEntry old = entry.mtimeSeconds() <= seconds ? entry : entry.withTime(seconds, 0);
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
