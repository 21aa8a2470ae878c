package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.TreeSet;

/// Takes a layer's entries in the order of its tar and makes its index.
///
/// A directory that has no entry of its own gets one: 0755, root's, 1970. It takes the place before
/// its first child.
final class LayerIndexBuilder {
  private final ByteSink encoded = new ByteSink();
  private int[] starts = new int[64];
  private int count;
  private final BitSet implied = new BitSet();
  private final NavigableSet<ImagePath> directories = new TreeSet<>();
  private ImagePath lastParent = ImagePath.ROOT;

  void add(LayerEntry entry) {
    ImagePath parent = entry.path().parent();
    if (!parent.equals(lastParent)) {
      needDirectory(parent);
      lastParent = parent;
    }
    if (entry.kind() == EntryKind.OPAQUE) {
      needDirectory(entry.path());
    } else if (entry.isDirectory()) {
      directories.add(entry.path());
    } else if (entry.kind().isReal() && directories.contains(entry.path())) {
      forgetDirectory(entry.path());
    }
    append(entry);
  }

  /// A file takes the directory's place, and everything in it goes.
  private void forgetDirectory(ImagePath path) {
    Iterator<ImagePath> below = directories.tailSet(path, true).iterator();
    while (below.hasNext() && below.next().startsWith(path)) {
      below.remove();
    }
    lastParent = ImagePath.ROOT;
  }

  private void needDirectory(ImagePath path) {
    if (path.isRoot() || !directories.add(path)) {
      return;
    }
    needDirectory(path.parent());
    implied.set(count);
    append(LayerEntry.directory(path, 0755));
  }

  private void append(LayerEntry entry) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, count * 2);
    }
    starts[count++] = encoded.size();
    EntryCodec.encode(entry, encoded);
  }

  /// @throws dev.slipway.image.ImageException the entries contradict each other: something stands
  ///   below a file, or a hard link leads nowhere
  LayerIndex build() {
    int[] all = Arrays.copyOf(starts, count);
    var effective = new EffectiveEntries(encoded, all, implied);
    effective.find();
    return effective.toIndex();
  }
}
