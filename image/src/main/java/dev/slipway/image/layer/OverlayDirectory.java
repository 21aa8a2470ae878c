package dev.slipway.image.layer;

import dev.slipway.image.ImageException;
import dev.slipway.image.ImagePath;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.DirectoryHandle.Child;
import dev.slipway.linux.FileStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Walks a directory in overlay form and tells what it means as a layer, in the order of the paths.
///
/// Whiteouts and opaque directories become markers, overlayfs's own attributes are dropped, of
/// files with several names the first is the file and the others are hard links, sockets are left
/// out as Docker does. The directory's own attributes are not part of the layer.
final class OverlayDirectory {
  /// Gets each entry, with the open directory that holds it.
  interface Visitor {
    void visit(LayerEntry entry, DirectoryHandle parent, byte[] name) throws IOException;
  }

  private record Inode(long device, long number) {}

  private final Visitor visitor;
  private final Map<Inode, ImagePath> firstNames = new HashMap<>();

  private OverlayDirectory(Visitor visitor) {
    this.visitor = visitor;
  }

  static void walk(Path directory, Visitor visitor) throws IOException {
    try (DirectoryHandle root = DirectoryHandle.open(directory)) {
      var walk = new OverlayDirectory(visitor);
      if (isOpaque(root.xattrs())) {
        visitor.visit(LayerEntry.opaque(ImagePath.ROOT), root, new byte[0]);
      }
      walk.walkChildren(root, ImagePath.ROOT);
    }
  }

  /// Walks one child of an ordinary directory, under another name.
  static void walkChild(DirectoryHandle parent, byte[] name, ImagePath as, Visitor visitor)
      throws IOException {
    var walk = new OverlayDirectory(visitor);
    FileStatus status = parent.status(name);
    if (status.isDirectory()) {
      walk.walkDirectory(parent, name, as);
    } else if (!status.isSocket()) {
      visitor.visit(walk.entry(parent, name, as), parent, name);
    }
  }

  /// Walks what is in an open directory.
  static void walkContent(DirectoryHandle directory, ImagePath as, Visitor visitor)
      throws IOException {
    new OverlayDirectory(visitor).walkChildren(directory, as);
  }

  private void walkChildren(DirectoryHandle directory, ImagePath path) throws IOException {
    List<Child> children = new ArrayList<>(directory.list());
    children.sort((one, other) -> Arrays.compareUnsigned(one.name(), other.name()));
    for (Child child : children) {
      if (child.type() == Child.DIRECTORY) {
        walkDirectory(directory, child.name(), path.child(child.name()));
      } else if (child.type() != Child.SOCKET) {
        LayerEntry entry = entry(directory, child.name(), path.child(child.name()));
        visitor.visit(entry, directory, child.name());
      }
    }
  }

  private void walkDirectory(DirectoryHandle parent, byte[] name, ImagePath path)
      throws IOException {
    try (DirectoryHandle directory = parent.openChild(name)) {
      Map<String, byte[]> xattrs = directory.xattrs();
      LayerEntry entry =
          attributes(LayerEntry.directory(path, 0), directory.status())
              .withXattrs(ofLayer(xattrs, path));
      visitor.visit(entry, parent, name);
      if (isOpaque(xattrs)) {
        visitor.visit(LayerEntry.opaque(path), parent, name);
      }
      walkChildren(directory, path);
    }
  }

  private LayerEntry entry(DirectoryHandle parent, byte[] name, ImagePath path) throws IOException {
    FileStatus status = parent.status(name);
    if (status.isCharacterDevice() && status.rdevMajor() == 0 && status.rdevMinor() == 0) {
      return LayerEntry.whiteout(path); // All whiteouts may be one inode: no hard links.
    }
    if (status.nlink() > 1) {
      var inode = new Inode(status.device(), status.inode());
      ImagePath first = firstNames.putIfAbsent(inode, path);
      if (first != null) {
        return attributes(LayerEntry.hardLink(path, first), status);
      }
    }
    LayerEntry plain = attributes(plain(parent, name, path, status), status);
    return plain.withXattrs(ofLayer(parent.xattrs(name), path));
  }

  private static LayerEntry plain(
      DirectoryHandle parent, byte[] name, ImagePath path, FileStatus status) throws IOException {
    if (status.isRegularFile()) {
      return LayerEntry.file(path, 0, status.size());
    }
    if (status.isSymbolicLink()) {
      return LayerEntry.symlink(path, LinkTarget.of(parent.readLink(name)));
    }
    if (status.isFifo()) {
      return LayerEntry.fifo(path, 0);
    }
    EntryKind kind = status.isBlockDevice() ? EntryKind.BLOCK_DEVICE : EntryKind.CHARACTER_DEVICE;
    return LayerEntry.device(path, kind, 0, status.rdevMajor(), status.rdevMinor());
  }

  private static LayerEntry attributes(LayerEntry entry, FileStatus status) {
    return entry
        .withMode(status.permissions())
        .withOwner(status.uid(), status.gid())
        .withTime(status.mtimeSeconds(), status.mtimeNanos());
  }

  private static boolean isOpaque(Map<String, byte[]> xattrs) {
    return xattrs.entrySet().stream()
        .anyMatch(xattr ->
            OverlayForm.isOpaqueXattr(xattr.getKey())
                && Arrays.equals(xattr.getValue(), OverlayForm.YES));
  }

  /// The attributes that go into a layer: not overlayfs's notes, and none of the host's security
  /// modules.
  private static SortedMap<String, byte[]> ofLayer(Map<String, byte[]> xattrs, ImagePath path) {
    SortedMap<String, byte[]> kept = new TreeMap<>();
    xattrs.forEach((name, value) -> {
      if (OverlayForm.redirects(name)) {
        throw new ImageException(
            path + " is stored as a reference into a lower layer (" + name + ")",
            "mount the overlay with redirect_dir=nofollow,metacopy=off");
      }
      if (OverlayForm.belongsToLayer(name)) {
        kept.put(name, value);
      }
    });
    return kept;
  }
}
