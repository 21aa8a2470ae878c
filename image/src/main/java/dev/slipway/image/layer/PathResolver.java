package dev.slipway.image.layer;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.FileTree.Node;
import dev.slipway.image.layer.FileTree.Resolution;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Walks a path as the kernel would with the tree as its root.
final class PathResolver {
  private static final int MOST_LINKS = 255;

  private final FileTree tree;
  private final boolean followLast;
  private final Deque<byte[]> ahead = new ArrayDeque<>();
  private ImagePath current = ImagePath.ROOT;
  private @Nullable Node node;
  private int links;

  PathResolver(FileTree tree, boolean followLast) {
    this.tree = tree;
    this.followLast = followLast;
  }

  Resolution resolve(ImagePath path) throws IOException {
    ahead.addAll(path.components());
    node = tree.lookup(ImagePath.ROOT);
    while (!ahead.isEmpty()) {
      step(ahead.pop(), path);
    }
    return new Resolution(current, node);
  }

  private void step(byte[] name, ImagePath asked) throws IOException {
    Node here = node;
    if (here != null && !here.isDirectory()) {
      throw new ImageException(
          asked + ": " + here.path() + " is not a directory",
          "use a path that leads through directories");
    }
    if (isDots(name, 1)) {
      return;
    }
    if (isDots(name, 2)) {
      current = current.parent();
      node = tree.lookup(current);
      return;
    }
    ImagePath next = current.child(name);
    Node found = here == null ? null : tree.lookup(next);
    if (found != null
        && found.entry().kind() == EntryKind.SYMLINK
        && (followLast || !ahead.isEmpty())) {
      follow(found, asked);
    } else {
      current = next;
      node = found;
    }
  }

  /// Goes on from the directory that holds the link, or from the root.
  private void follow(Node link, ImagePath asked) throws IOException {
    if (++links > MOST_LINKS) {
      throw new ImageException(
          asked + ": too many levels of symbolic links", "break the loop at " + link.path());
    }
    byte[] target = link.entry().linkTarget().bytes();
    int end = target.length;
    for (int i = target.length - 1; i >= -1; i--) {
      if (i < 0 || target[i] == '/') {
        if (end > i + 1) {
          ahead.push(Arrays.copyOfRange(target, i + 1, end));
        }
        end = i;
      }
    }
    if (target[0] == '/') {
      current = ImagePath.ROOT;
      node = tree.lookup(current);
    }
  }

  private static boolean isDots(byte[] name, int count) {
    return name.length == count && name[0] == '.' && name[count - 1] == '.';
  }
}
