package dev.slipway.builder.copy;

import dev.slipway.builder.BuildException;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Follows symbolic links inside a root, without a file system.
final class LinkFollowing {
  /// As many as Linux follows.
  private static final int LIMIT = 40;

  private static final byte[] UP = {'.', '.'};

  private LinkFollowing() {}

  /// What is at a path, no link followed.
  @FunctionalInterface
  interface Lookup {
    @Nullable LayerEntry at(ImagePath path) throws IOException;
  }

  /// The path without any symlink in it; what is missing stands at its end as asked.
  static ImagePath follow(Lookup files, ImagePath path) throws IOException {
    return follow(files, path, false);
  }

  /// @param inside whether a link that leads above the root is an error; else it ends at the root
  private static ImagePath follow(Lookup files, ImagePath path, boolean inside) throws IOException {
    Deque<byte[]> rest = new ArrayDeque<>(path.components());
    ImagePath reached = ImagePath.ROOT;
    int followed = 0;
    while (!rest.isEmpty()) {
      byte[] component = rest.pop();
      if (Arrays.equals(component, UP)) {
        if (inside && reached.isRoot()) {
          throw BuildException.of(
              "path escapes from parent: " + path + " passes a link that leads out of its root",
              "make the archive again without that link");
        }
        reached = reached.parent();
        continue;
      }
      ImagePath next = reached.child(component);
      LayerEntry entry = files.at(next);
      if (entry == null || entry.kind() != EntryKind.SYMLINK) {
        reached = next;
        continue;
      }
      if (++followed > LIMIT) {
        throw BuildException.of("too many levels of symbolic links: " + path);
      }
      byte[] target = entry.linkTarget().bytes();
      if (target.length > 0 && target[0] == '/') {
        reached = ImagePath.ROOT;
      }
      components(target).reversed().forEach(rest::push);
    }
    return reached;
  }

  /// The directory of `path` with every link followed, and the last component as it is.
  static ImagePath followParent(Lookup files, ImagePath path) throws IOException {
    return path.isRoot() ? path : follow(files, path.parent()).child(path.name());
  }

  /// The same; a link that leads above the root is an error.
  static ImagePath followParentInside(Lookup files, ImagePath path) throws IOException {
    return path.isRoot() ? path : follow(files, path.parent(), true).child(path.name());
  }

  /// Unlike an [ImagePath]'s, with every `..`: what it leaves may be a link.
  private static List<byte[]> components(byte[] target) {
    var components = new java.util.ArrayList<byte[]>();
    int start = 0;
    for (int i = 0; i <= target.length; i++) {
      if (i == target.length || target[i] == '/') {
        boolean current = i - start == 1 && target[start] == '.';
        if (i > start && !current) {
          components.add(Arrays.copyOfRange(target, start, i));
        }
        start = i + 1;
      }
    }
    return components;
  }
}
