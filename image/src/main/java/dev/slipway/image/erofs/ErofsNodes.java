package dev.slipway.image.erofs;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerIndex;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The names of a layer as a tree: a node for each name, the root first, a directory before what is
/// in it, the children of a directory in the order of their bytes.
///
/// Arrays of numbers, because a layer may have hundreds of thousands of names; attributes are
/// decoded from the index when they are asked for.
final class ErofsNodes {
  static final int NONE = -1;
  private static final int ROOT = 0;
  private static final int LONGEST_NAME = 255;

  private final List<LayerEntry> entries;
  private int count;
  private int[] entry;
  private int[] parent;
  private int[] firstChild;
  private int[] nextSibling;
  private int[] links;
  private final int[] lastChild;

  /// A hard link's file; else the node itself.
  private int[] file;

  private final BitSet opaque = new BitSet();

  private ErofsNodes(List<LayerEntry> entries) {
    this.entries = entries;
    int most = entries.size() + 1;
    entry = new int[most];
    parent = new int[most];
    firstChild = new int[most];
    nextSibling = new int[most];
    links = new int[most];
    lastChild = new int[most];
    file = new int[most];
    add(NONE, ROOT);
    links[ROOT] = 2;
  }

  private record Directory(ImagePath path, int node) {}

  static ErofsNodes of(LayerIndex index) throws NotMountableException {
    var nodes = new ErofsNodes(index.sortedEntries());
    nodes.addAll();
    return nodes;
  }

  private void addAll() throws NotMountableException {
    Map<ImagePath, Integer> linked = linkedFiles();
    Map<Integer, ImagePath> hardLinks = new HashMap<>();
    Deque<Directory> open = new ArrayDeque<>();
    open.push(new Directory(ImagePath.ROOT, ROOT));
    @Nullable ImagePath hiding = null;
    for (int i = 0; i < entries.size(); i++) {
      LayerEntry each = entries.get(i);
      if (each.kind() == EntryKind.OPAQUE) {
        ImagePath directory = each.path();
        markLatest(open, directory);
        hiding = directory;
        continue;
      }
      int node = add(each, i, open);
      if (hiding != null && each.path().equals(hiding)) {
        opaque.set(node);
      }
      if (each.kind() == EntryKind.HARD_LINK) {
        hardLinks.put(node, each.linkTarget().path());
      } else if (linked.containsKey(each.path())) {
        linked.put(each.path(), node);
      }
    }
    resolve(hardLinks, linked);
  }

  private Map<ImagePath, Integer> linkedFiles() {
    Map<ImagePath, Integer> linked = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      LayerEntry each = entries.get(i);
      if (each.kind() == EntryKind.HARD_LINK) {
        linked.put(each.linkTarget().path(), NONE);
      }
    }
    return linked;
  }

  private void markLatest(Deque<Directory> open, ImagePath hiding) {
    while (!hiding.startsWith(open.element().path())) {
      open.pop();
    }
    if (open.element().path().equals(hiding)) {
      opaque.set(open.element().node());
    }
  }

  private int add(LayerEntry each, int position, Deque<Directory> open)
      throws NotMountableException {
    if (each.path().isRoot()) {
      entry[ROOT] = position;
      return ROOT;
    }
    while (!each.path().startsWith(open.element().path())) {
      open.pop();
    }
    if (each.path().name().length > LONGEST_NAME) {
      throw new NotMountableException("the name of " + each.path() + " is too long");
    }
    int directory = open.element().node();
    int node = add(position, directory);
    if (lastChild[directory] == NONE) {
      firstChild[directory] = node;
    } else {
      nextSibling[lastChild[directory]] = node;
    }
    lastChild[directory] = node;
    if (each.isDirectory()) {
      open.push(new Directory(each.path(), node));
      links[node] = 2;
      links[directory]++;
    }
    return node;
  }

  private int add(int position, int directory) {
    int node = count++;
    entry[node] = position;
    parent[node] = directory;
    firstChild[node] = NONE;
    lastChild[node] = NONE;
    nextSibling[node] = NONE;
    links[node] = 1;
    file[node] = node;
    return node;
  }

  private void resolve(Map<Integer, ImagePath> hardLinks, Map<ImagePath, Integer> linked) {
    for (Map.Entry<Integer, ImagePath> link : hardLinks.entrySet()) {
      int target = linked.getOrDefault(link.getValue(), NONE);
      if (target == NONE) {
        throw new IllegalStateException("an index whose hard link leads nowhere");
      }
      file[link.getKey()] = target;
      links[target]++;
    }
  }

  int count() {
    return count;
  }

  boolean hasInode(int node) {
    return file[node] == node;
  }

  int file(int node) {
    return file[node];
  }

  int parent(int node) {
    return parent[node];
  }

  /// @return [#NONE] for an empty directory
  int firstChild(int directory) {
    return firstChild[directory];
  }

  /// @return [#NONE] after the last
  int nextSibling(int node) {
    return nextSibling[node];
  }

  int links(int node) {
    return links[node];
  }

  boolean isOpaque(int node) {
    return opaque.get(node);
  }

  LayerEntry entry(int node) {
    return entry[node] == NONE
        ? LayerEntry.directory(ImagePath.ROOT, 0755)
        : entries.get(entry[node]);
  }
}
