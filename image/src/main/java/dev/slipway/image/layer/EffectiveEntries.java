package dev.slipway.image.layer;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/// Finds which of a tar's entries are in force, as if they were unpacked one after the other: of
/// several with one path the last, nothing of a directory that a later file replaced, whiteouts
/// only for what the layer does not have itself. Entries are known by their number in the tar.
final class EffectiveEntries {
  private static final int NONE = -1;
  private static final int LONGEST_LINK_CHAIN = 64;

  private final ByteSink sink;
  private final int[] starts;
  private final BitSet implied;
  private final int[] order;
  private final BitSet live = new BitSet();
  private final BitSet hardLinks = new BitSet();
  private final Map<ImagePath, int[]> filesAt = new HashMap<>();
  private long fileBytes;

  /// What is known of a directory (or of what stood in its place) while its children are looked at.
  ///
  /// @param cut entries up to this number were replaced with one of their ancestors
  /// @param files its own entries but for markers, in the order of the tar
  private record Frame(
      @SuppressWarnings("ArrayRecordComponent") byte[] path,
      int cut,
      @SuppressWarnings("ArrayRecordComponent") int[] files) {}

  EffectiveEntries(ByteSink sink, int[] starts, BitSet implied) {
    this.sink = sink;
    this.starts = starts;
    this.implied = implied;
    this.order = sorted();
  }

  private int[] sorted() {
    int[] numbers = IntStream.range(0, starts.length).toArray();
    for (int i = 1; i < numbers.length; i++) {
      if (compare(i - 1, i) > 0) {
        return IntStream.range(0, starts.length)
            .boxed()
            .sorted((one, other) -> compare(one, other))
            .mapToInt(Integer::intValue)
            .toArray();
      }
    }
    return numbers;
  }

  private int compare(int one, int other) {
    byte[] bytes = sink.array();
    int byPath = EntryCodec.comparePaths(bytes, starts[one], bytes, starts[other]);
    return byPath != 0 ? byPath : Integer.compare(one, other);
  }

  void find() {
    Deque<Frame> ancestors = new ArrayDeque<>();
    for (int from = 0, to; from < order.length; from = to) {
      to = groupEnd(from);
      int at = starts[order[from]];
      while (!ancestors.isEmpty()
          && !EntryCodec.isBelow(sink.array(), at, ancestors.element().path())) {
        ancestors.pop();
      }
      int cut = decide(from, to, ancestors);
      ancestors.push(new Frame(EntryCodec.relativePath(sink.array(), at), cut, files(from, to)));
    }
    resolveHardLinks();
    live.stream().forEach(id -> fileBytes += sizeOf(id));
  }

  private long sizeOf(int id) {
    return kind(id) == EntryKind.FILE ? entry(id).size() : 0;
  }

  private int groupEnd(int from) {
    byte[] bytes = sink.array();
    int to = from + 1;
    while (to < order.length
        && EntryCodec.comparePaths(bytes, starts[order[from]], bytes, starts[order[to]]) == 0) {
      to++;
    }
    return to;
  }

  /// Decides which entries of one path live.
  ///
  /// @return the number up to which entries below that path are replaced
  private int decide(int from, int to, Deque<Frame> ancestors) {
    int inherited = ancestors.isEmpty() ? NONE : ancestors.element().cut();
    int cut = inherited;
    int real = NONE;
    int whiteout = NONE;
    int opaque = NONE;
    for (int i = from; i < to; i++) {
      int id = order[i];
      if (id <= inherited) {
        continue;
      }
      requireDirectory(id, ancestors);
      switch (kind(id)) {
        case WHITEOUT -> whiteout = id;
        case OPAQUE -> opaque = id;
        case DIRECTORY -> real = replace(real, id);
        case FILE, SYMLINK, HARD_LINK, CHARACTER_DEVICE, BLOCK_DEVICE, FIFO -> {
          if (!linksToItself(id)) {
            real = id;
            cut = id;
          }
        }
      }
    }
    keep(real, whiteout, opaque);
    return cut;
  }

  /// A directory in the place of a file; but not one that only an entry below it asks for.
  private int replace(int real, int directory) {
    if (implied.get(directory) && real != NONE && kind(real) != EntryKind.DIRECTORY) {
      throw passesThrough(real, directory + 1); // What asked for it comes right after it.
    }
    return directory;
  }

  private void keep(int real, int whiteout, int opaque) {
    if (real == NONE) {
      mark(whiteout);
      mark(opaque); // Only the root can be opaque without an entry of its own.
      return;
    }
    mark(real);
    if (kind(real) == EntryKind.HARD_LINK) {
      hardLinks.set(real);
    }
    if (kind(real) != EntryKind.DIRECTORY) {
      return;
    }
    if (opaque == NONE && whiteout != NONE) {
      rewrite(whiteout, LayerEntry.opaque(entry(whiteout).path()));
      mark(whiteout);
    } else {
      mark(opaque);
    }
  }

  private void mark(int id) {
    if (id != NONE) {
      live.set(id);
    }
  }

  /// Unpacking would have failed, or followed a link, where an entry's parent was no directory.
  private void requireDirectory(int id, Deque<Frame> ancestors) {
    if (ancestors.isEmpty()) {
      return;
    }
    int latest = lastBefore(ancestors.element().files(), id);
    if (latest != NONE && kind(latest) != EntryKind.DIRECTORY) {
      throw passesThrough(latest, id);
    }
  }

  private ImageException passesThrough(int obstacle, int id) {
    LayerEntry through = entry(obstacle);
    return MalformedLayer.passesThrough(entry(id).path(), through.path(), through.kind());
  }

  private boolean linksToItself(int id) {
    if (kind(id) != EntryKind.HARD_LINK) {
      return false;
    }
    LayerEntry link = entry(id);
    return link.linkTarget().path().equals(link.path());
  }

  /// Lets every hard link name a living file; where a later entry replaced the file, the first link
  /// to it becomes the file.
  private void resolveHardLinks() {
    Map<Integer, Integer> heirs = new HashMap<>();
    hardLinks.stream()
        .forEach(id -> {
          LayerEntry link = entry(id);
          int file = fileOf(id, 0);
          LayerEntry target = entry(file);
          if (live.get(file)) {
            rewriteTarget(id, link, target.path());
          } else if (heirs.putIfAbsent(file, id) == null) {
            rewrite(id, target.withPath(link.path()));
          } else {
            rewriteTarget(id, link, entry(heirs.getOrDefault(file, id)).path());
          }
        });
  }

  private void rewriteTarget(int id, LayerEntry link, ImagePath target) {
    if (!link.linkTarget().path().equals(target)) {
      rewrite(id, link.withLinkTarget(LinkTarget.of(target)));
    }
  }

  private int fileOf(int link, int depth) {
    LayerEntry entry = entry(link);
    int target = targetOf(link, entry.linkTarget().path());
    if (target == NONE || depth > LONGEST_LINK_CHAIN || kind(target) == EntryKind.DIRECTORY) {
      throw MalformedLayer.danglingHardLink(entry.path(), entry.linkTarget());
    }
    return kind(target) == EntryKind.HARD_LINK ? fileOf(target, depth + 1) : target;
  }

  /// The last entry of that path before the link, or else the first after it.
  private int targetOf(int link, ImagePath path) {
    int[] files = filesAt.computeIfAbsent(path, this::filesAt);
    int before = lastBefore(files, link);
    if (before != NONE) {
      return before;
    }
    int first = files.length > 0 && files[0] == link ? 1 : 0;
    return files.length > first ? files[first] : NONE;
  }

  private int[] filesAt(ImagePath path) {
    byte[] wanted = path.relativeBytes();
    int from = position(wanted);
    return from < order.length && isAt(from, wanted) ? files(from, groupEnd(from)) : new int[0];
  }

  /// The entries of one path without markers, and without links to themselves.
  private int[] files(int from, int to) {
    return Arrays.stream(order, from, to)
        .filter(id -> kind(id).isReal() && !linksToItself(id))
        .toArray();
  }

  /// The greatest of these ascending numbers that is less than `id`.
  private static int lastBefore(int[] ids, int id) {
    int found = Arrays.binarySearch(ids, id);
    int place = found >= 0 ? found : -found - 1;
    return place == 0 ? NONE : ids[place - 1];
  }

  private boolean isAt(int i, byte[] path) {
    return EntryCodec.comparePath(sink.array(), starts[order[i]], path, 0, path.length) == 0;
  }

  private int position(byte[] path) {
    int low = 0;
    int high = order.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int at = starts[order[middle]];
      if (EntryCodec.comparePath(sink.array(), at, path, 0, path.length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private EntryKind kind(int id) {
    return EntryCodec.kind(sink.array(), starts[id]);
  }

  private LayerEntry entry(int id) {
    return EntryCodec.decode(sink.array(), starts[id]);
  }

  private void rewrite(int id, LayerEntry changed) {
    starts[id] = sink.size();
    EntryCodec.encode(changed, sink);
  }

  LayerIndex toIndex() {
    int[] kept = live.stream().toArray();
    int[] newNumber = new int[starts.length];
    int[] keptStarts = new int[kept.length];
    for (int i = 0; i < kept.length; i++) {
      newNumber[kept[i]] = i;
      keptStarts[i] = starts[kept[i]];
    }
    int[] byPath = Arrays.stream(order).filter(live::get).map(id -> newNumber[id]).toArray();
    return new LayerIndex(sink.toByteArray(), keptStarts, byPath, fileBytes);
  }
}
