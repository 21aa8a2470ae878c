package dev.slipway.image.layer;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a stack of layers shows, without any mount: what overlayfs would show.
public final class FileTree {
  private final List<? extends LayerSource> topFirst;

  private FileTree(List<? extends LayerSource> topFirst) {
    this.topFirst = topFirst;
  }

  /// A file, directory or link of the tree.
  ///
  /// @param entry its attributes under its own path; never a hard link but what the link stands for
  /// @param source the layer that it comes from; null only for a root that no layer describes
  public record Node(ImagePath path, LayerEntry entry, @Nullable LayerSource source) {
    public boolean isDirectory() {
      return entry.isDirectory();
    }
  }

  /// Where a path leads.
  ///
  /// @param path the path without any symlink in it; what is missing stands at its end as asked
  /// @param node what is there, if anything is
  public record Resolution(ImagePath path, @Nullable Node node) {}

  public static FileTree of(List<? extends LayerSource> bottomFirst) {
    return new FileTree(List.copyOf(bottomFirst).reversed());
  }

  /// What is at exactly this path; no symlink is followed.
  public @Nullable Node lookup(ImagePath path) throws IOException {
    List<ImagePath> way = way(path);
    for (LayerSource layer : topFirst) {
      LayerIndex index = layer.index();
      View view = view(index, way);
      if (view.visible()) {
        return node(layer, index, path);
      }
      if (view.hidesBelow()) {
        return null;
      }
    }
    return path.isRoot() ? new Node(path, LayerEntry.directory(path, 0755), null) : null;
  }

  private static @Nullable Node node(LayerSource layer, LayerIndex index, ImagePath path) {
    return index
        .find(path)
        .map(entry -> new Node(path, index.resolveLink(entry), layer))
        .orElse(null);
  }

  /// The path and its ancestors, the root first.
  private static List<ImagePath> way(ImagePath path) {
    List<ImagePath> way = new ArrayList<>();
    ImagePath step = path;
    while (!step.isRoot()) {
      way.addFirst(step);
      step = step.parent();
    }
    way.addFirst(ImagePath.ROOT);
    return way;
  }

  /// What one layer says of a path.
  ///
  /// @param visible the layer has it
  /// @param hidesBelow nothing at or below it shines through from the layers below
  private record View(boolean visible, boolean hidesBelow) {}

  private static View view(LayerIndex index, List<ImagePath> way) {
    boolean hides = false;
    for (int i = 0; i < way.size(); i++) {
      LayerIndex.Presence here = index.at(way.get(i));
      EntryKind kind = here.real();
      boolean last = i == way.size() - 1;
      hides |= here.whiteout() || (here.opaque() && !last);
      if (kind == null) {
        // The root need not have an entry; every other directory has one.
        if (i > 0 || last) {
          return new View(false, hides);
        }
      } else if (last) {
        return new View(true, hides || here.opaque() || kind != EntryKind.DIRECTORY);
      } else if (kind != EntryKind.DIRECTORY) {
        return new View(false, true);
      }
    }
    return new View(false, hides);
  }

  /// Follows every symlink, also the last, inside the root.
  ///
  /// @throws ImageException more than 255 links, or a file where a directory must be
  public Resolution resolve(ImagePath path) throws IOException {
    return new PathResolver(this, true).resolve(path);
  }

  /// Follows every symlink but the last component.
  ///
  /// @throws ImageException more than 255 links, or a file where a directory must be
  public Resolution resolveParent(ImagePath path) throws IOException {
    return new PathResolver(this, false).resolve(path);
  }

  /// What stands directly in `directory`, by name; nothing if it is no directory.
  public List<Node> children(ImagePath directory) throws IOException {
    SortedMap<ImagePath, Node> children = new TreeMap<>();
    Set<ImagePath> decided = new HashSet<>();
    List<ImagePath> way = way(directory);
    for (LayerSource layer : topFirst) {
      LayerIndex index = layer.index();
      View view = view(index, way);
      for (LayerEntry child : index.directChildren(directory)) {
        if (child.kind() == EntryKind.OPAQUE || !decided.add(child.path())) {
          continue;
        }
        if (child.kind().isReal()) {
          LayerEntry resolved = index.resolveLink(child);
          children.put(child.path(), new Node(child.path(), resolved, layer));
        }
      }
      if (view.hidesBelow() || index.isOpaque(directory)) {
        break;
      }
    }
    return List.copyOf(children.values());
  }

  /// `top` and everything below it, each directory before what it contains, in the order of the
  /// paths; empty if there is nothing.
  public List<Node> subtree(ImagePath top) throws IOException {
    List<Node> found = new ArrayList<>();
    Node node = lookup(top);
    if (node != null) {
      collect(node, found);
    }
    return found;
  }

  private void collect(Node node, List<Node> into) throws IOException {
    into.add(node);
    if (node.isDirectory()) {
      for (Node child : children(node.path())) {
        collect(child, into);
      }
    }
  }

  /// The bytes of a regular file.
  public InputStream open(Node file) throws IOException {
    LayerSource source = file.source();
    if (source == null || file.entry().kind() != EntryKind.FILE) {
      throw new ImageException("not a regular file: " + file.path());
    }
    return source.open(file.entry());
  }
}
