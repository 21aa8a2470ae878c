package dev.slipway.engine;

import dev.slipway.engine.ImageContents.Amount;
import dev.slipway.engine.ImageContents.FileSize;
import dev.slipway.image.Digest;
import dev.slipway.image.HistoryEntry;
import dev.slipway.image.Image;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.StoredImages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Goes over an image's layers from the bottom, and tells what each adds, changes and removes.
final class ImageTree {
  private final ImageStore store;
  private final int most;

  /// The size of each file that is there so far. A directory's files stand between its name with a
  /// slash and its name with the character after a slash.
  private final TreeMap<String, Long> there = new TreeMap<>();

  private long size;
  private long wasted;

  /// @param most how many of a layer's files are named
  ImageTree(ImageStore store, int most) {
    this.store = store;
    this.most = most;
  }

  ImageContents of(String nameOrId) throws IOException {
    Image image =
        store.images().find(nameOrId).orElseThrow(() -> StoredImages.noSuchImage(nameOrId));
    var steps = new ArrayList<String>();
    for (HistoryEntry step : image.config().history()) {
      if (!step.emptyLayer()) {
        steps.add(step.createdBy());
      }
    }
    var layers = new ArrayList<ImageContents.Layer>();
    for (Digest diffId : image.config().diffIds()) {
      String step = layers.size() < steps.size() ? steps.get(layers.size()) : "";
      layers.add(layer(step, store.layers().index(diffId)));
    }
    return new ImageContents(nameOrId, size, wasted, layers);
  }

  private ImageContents.Layer layer(String step, LayerIndex index) {
    Amount removed = removals(index);
    Amount added = Amount.NONE;
    Amount changed = Amount.NONE;
    var files = new ArrayList<FileSize>();
    for (LayerEntry entry : index.entries()) {
      if (entry.kind() != EntryKind.FILE) {
        continue;
      }
      String path = path(entry);
      Long before = there.put(path, entry.size());
      size += entry.size();
      if (before == null) {
        added = added.plus(entry.size());
      } else {
        changed = changed.plus(entry.size());
        wasted += before;
      }
      files.add(new FileSize(path, entry.size(), before != null));
    }
    files.sort((one, other) ->
        one.size() == other.size()
            ? one.path().compareTo(other.path())
            : Long.compare(other.size(), one.size()));
    List<FileSize> largest = files.subList(0, Math.min(most, files.size()));
    return new ImageContents.Layer(step, added, changed, removed, largest);
  }

  private static String path(LayerEntry entry) {
    return new String(entry.path().bytes(), StandardCharsets.UTF_8);
  }

  /// Whiteouts hide what is below, wherever they stand in the tar.
  private Amount removals(LayerIndex index) {
    Amount removed = Amount.NONE;
    for (LayerEntry entry : index.entries()) {
      if (entry.kind() == EntryKind.WHITEOUT || entry.kind() == EntryKind.OPAQUE) {
        String path = path(entry);
        Long file = entry.kind() == EntryKind.WHITEOUT ? there.remove(path) : null;
        if (file != null) {
          removed = removed.plus(file);
          wasted += file;
        }
        String directory = path.equals("/") ? "" : path;
        Map<String, Long> inside = there.subMap(directory + "/", directory + "0");
        for (long bytes : inside.values()) {
          removed = removed.plus(bytes);
          wasted += bytes;
        }
        inside.clear();
      }
    }
    return removed;
  }
}
