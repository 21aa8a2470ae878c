package dev.slipway.builder.export;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerSource;
import java.io.IOException;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What layers one on the other leave of each other, and what they hide of those below them all.
final class MergedLayers {
  private final NavigableMap<ImagePath, Kept> files = new TreeMap<>();
  private final NavigableSet<ImagePath> whiteouts = new TreeSet<>();
  private final NavigableSet<ImagePath> opaque = new TreeSet<>();

  private int layers;

  /// A file of a layer, by its first name there.
  record File(int layer, ImagePath first) {}

  /// What stands at a path.
  ///
  /// @param entry no hard link
  record Kept(LayerEntry entry, LayerSource layer, File file) {}

  SortedMap<ImagePath, Kept> files() {
    return Collections.unmodifiableSortedMap(files);
  }

  SortedSet<ImagePath> whiteouts() {
    return Collections.unmodifiableSortedSet(whiteouts);
  }

  SortedSet<ImagePath> opaque() {
    return Collections.unmodifiableSortedSet(opaque);
  }

  /// Puts a layer on those that are there.
  void add(LayerSource layer) throws IOException {
    layers++;
    for (LayerEntry entry : layer.index().sortedEntries()) {
      if (entry.kind() == EntryKind.WHITEOUT) {
        removeBelow(entry.path());
        files.remove(entry.path());
        opaque.remove(entry.path());
        whiteouts.add(entry.path());
      } else if (entry.kind() == EntryKind.OPAQUE) {
        removeBelow(entry.path());
        whiteouts.remove(entry.path());
        opaque.add(entry.path());
      }
    }
    for (LayerEntry entry : layer.index().sortedEntries()) {
      if (entry.kind().isReal()) {
        put(layer, entry);
      }
    }
  }

  private void put(LayerSource layer, LayerEntry entry) throws IOException {
    ImagePath path = entry.path();
    if (entry.isDirectory()) {
      Kept present = files.get(path);
      boolean hidden = whiteouts.remove(path);
      if (hidden || (present != null && !present.entry().isDirectory())) {
        opaque.add(path); // What is below them all stays hidden.
      }
    } else {
      removeBelow(path);
      opaque.remove(path);
      whiteouts.remove(path);
    }
    ImagePath first = entry.kind() == EntryKind.HARD_LINK ? entry.linkTarget().path() : path;
    files.put(path, new Kept(layer.index().resolveLink(entry), layer, new File(layers, first)));
  }

  private void removeBelow(ImagePath path) {
    removeBelow(files.navigableKeySet(), path);
    removeBelow(whiteouts, path);
    removeBelow(opaque, path);
  }

  private static void removeBelow(NavigableSet<ImagePath> paths, ImagePath path) {
    var below = paths.tailSet(path, false).iterator();
    while (below.hasNext() && below.next().startsWith(path)) {
      below.remove();
    }
  }
}
