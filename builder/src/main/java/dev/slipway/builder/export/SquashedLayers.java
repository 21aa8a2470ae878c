package dev.slipway.builder.export;

import dev.slipway.builder.cache.StepRecords;
import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerTarWriter;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.LayerWriter;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// Several layers as one that does the same to those below them: `--squash`. What was made of which
/// layers is remembered, so that a build that has nothing to do writes none.
final class SquashedLayers {
  private final ImageStore store;
  private final StepRecords steps;

  SquashedLayers(ImageStore store, StepRecords steps) {
    this.store = store;
    this.steps = steps;
  }

  /// @param bottomFirst more than one
  Digest squashed(List<Digest> bottomFirst) throws IOException {
    var inputs = new LinkedHashMap<String, String>();
    inputs.put("step", "squash");
    inputs.put("layers", String.join(" ", bottomFirst.stream().map(Digest::toString).toList()));
    StepKey key = StepKey.of(inputs);
    Optional<Digest> known = steps.findContent(key);
    if (known.isPresent() && store.layers().contains(known.get())) {
      return known.get();
    }
    var merged = new MergedLayers();
    for (Digest diffId : bottomFirst) {
      merged.add(store.layers().source(diffId));
    }
    Digest squashed = write(merged);
    steps.putContent(key, inputs, squashed);
    return squashed;
  }

  private Digest write(MergedLayers merged) throws IOException {
    try (LayerWriter writer = store.layers().create()) {
      var tar = new LayerTarWriter(writer);
      Map<MergedLayers.File, ImagePath> firstNames = new HashMap<>();
      var paths = new TreeSet<>(merged.files().keySet());
      paths.addAll(merged.whiteouts());
      paths.addAll(merged.opaque());
      for (ImagePath path : paths) {
        MergedLayers.Kept kept = merged.files().get(path);
        if (kept != null) {
          write(tar, kept, firstNames);
        }
        if (merged.opaque().contains(path)) {
          tar.add(LayerEntry.opaque(path), null);
        }
        if (merged.whiteouts().contains(path)) {
          tar.add(LayerEntry.whiteout(path), null);
        }
      }
      return writer.commit(tar.finish());
    }
  }

  private static void write(
      LayerTarWriter tar, MergedLayers.Kept kept, Map<MergedLayers.File, ImagePath> firstNames)
      throws IOException {
    LayerEntry entry = kept.entry();
    if (entry.kind() != EntryKind.FILE) {
      tar.add(entry, null);
      return;
    }
    ImagePath first = firstNames.putIfAbsent(kept.file(), entry.path());
    if (first != null) {
      tar.add(
          LayerEntry.hardLink(entry.path(), first)
              .withMode(entry.mode())
              .withOwner(entry.uid(), entry.gid())
              .withTime(entry.mtimeSeconds(), entry.mtimeNanos()),
          null);
      return;
    }
    try (InputStream data = kept.layer().open(entry.withPath(kept.file().first()))) {
      tar.add(entry, data);
    }
  }
}
