package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Iterator;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

  /// Each entry so far came after the one before, below directories of their own, and stands for
  /// nothing but itself: what [EffectiveEntries] would find is the entries as they are.
  private boolean plain = true;

  private @Nullable ImagePath last;
  private long fileBytes;

  void add(LayerEntry entry) {
    plain &= isPlain(entry.kind()) && (last == null || last.compareTo(entry.path()) < 0);
    last = entry.path();
    fileBytes += entry.kind() == EntryKind.FILE ? entry.size() : 0;
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

  private static boolean isPlain(EntryKind kind) {
    return switch (kind) {
      case FILE, DIRECTORY, SYMLINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> true;
      case HARD_LINK, WHITEOUT, OPAQUE -> false;
    };
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
    if (plain && implied.isEmpty()) {
      return new LayerIndex(encoded.toByteArray(), all, numbers(), fileBytes);
    }
    var effective = new EffectiveEntries(encoded, all, implied);
    effective.find();
    return effective.toIndex();
  }

  private int[] numbers() {
    int[] numbers = new int[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    return numbers;
  }
}
