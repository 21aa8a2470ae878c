package dev.slipway.engine.image;

import dev.slipway.image.HistoryEntry;
import dev.slipway.image.Image;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.NamedImage;
import dev.slipway.image.store.StoredImages;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The rows of `history`: one for each entry of the config's history, with its layer's size.
final class ImageHistory {
  private final ImageStore store;

  ImageHistory(ImageStore store) {
    this.store = store;
  }

  List<HistoryRow> rows(String nameOrId) throws IOException {
    NamedImage entry =
        store.images().findEntry(nameOrId).orElseThrow(() -> StoredImages.noSuchImage(nameOrId));
    Image image = store.images().read(entry.descriptor());
    List<HistoryRow> rows = new ArrayList<>();
    int layer = 0;
    for (HistoryEntry step : image.config().history()) {
      long size = 0;
      if (!step.emptyLayer() && layer < entry.layerSizes().size()) {
        size = entry.layerSizes().get(layer++);
      }
      rows.add(row(step, size));
    }
    rows = new ArrayList<>(rows.reversed());
    if (!rows.isEmpty()) {
      rows.set(0, ofImage(rows.getFirst(), image));
    }
    return List.copyOf(rows);
  }

  private static HistoryRow row(HistoryEntry step, long size) {
    return new HistoryRow(null, step.created(), step.createdBy(), size, step.comment(), List.of());
  }

  private HistoryRow ofImage(HistoryRow row, Image image) throws IOException {
    return new HistoryRow(
        image.id(),
        row.createdOrNull(),
        row.createdBy(),
        row.size(),
        row.comment(),
        ImageInspection.tags(store, image.id()));
  }
}
