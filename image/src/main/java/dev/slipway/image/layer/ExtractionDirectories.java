package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.LinuxException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The open directories on the way to where an entry is being made. Each is opened from its parent
/// by one name that is no symbolic link, so nothing leaves the root.
final class ExtractionDirectories implements AutoCloseable {
  private record Level(ImagePath path, DirectoryHandle handle) {}

  private final DirectoryHandle root;
  private final List<Level> levels = new ArrayList<>();

  ExtractionDirectories(Path directory) throws IOException {
    root = DirectoryHandle.open(directory);
  }

  /// @param directory stays the caller's
  ExtractionDirectories(DirectoryHandle directory) throws IOException {
    root = directory.openBeneath(new byte[0]);
  }

  DirectoryHandle root() {
    return root;
  }

  /// Opens `path`, making what is missing of it: 0755, root's.
  ///
  /// @param entry for which entry, to be named
  /// @throws dev.slipway.image.ImageException part of it is there and is no directory
  DirectoryHandle enter(ImagePath path, ImagePath entry) throws IOException {
    while (!levels.isEmpty() && !path.startsWith(levels.getLast().path())) {
      levels.removeLast().handle().close();
    }
    if (!levels.isEmpty() && path.equals(levels.getLast().path())) {
      return levels.getLast().handle();
    }
    ImagePath reached = levels.isEmpty() ? ImagePath.ROOT : levels.getLast().path();
    DirectoryHandle handle = levels.isEmpty() ? root : levels.getLast().handle();
    List<byte[]> components = path.components();
    for (byte[] name : components.subList(reached.components().size(), components.size())) {
      reached = reached.child(name);
      handle = open(handle, name, reached, entry);
      levels.add(new Level(reached, handle));
    }
    return handle;
  }

  private static DirectoryHandle open(
      DirectoryHandle parent, byte[] name, ImagePath path, ImagePath entry) throws IOException {
    try {
      return parent.openChild(name);
    } catch (LinuxException failed) {
      if (failed.errno() == Errno.ENOENT) {
        return make(parent, name);
      }
      if (failed.errno() == Errno.ENOTDIR || failed.errno() == Errno.ELOOP) {
        FileStatus obstacle = parent.status(name);
        EntryKind kind = obstacle.isSymbolicLink() ? EntryKind.SYMLINK : EntryKind.FILE;
        throw MalformedLayer.passesThrough(entry, path, kind);
      }
      throw failed;
    }
  }

  private static DirectoryHandle make(DirectoryHandle parent, byte[] name) throws IOException {
    parent.makeDirectory(name, 0755);
    DirectoryHandle made = parent.openChild(name);
    made.setOwner(0, 0);
    made.setMode(0755);
    return made;
  }

  /// Removes `name` of `parent` with everything in it. Nothing below it may be entered.
  static void remove(DirectoryHandle parent, byte[] name) throws IOException {
    if (!parent.status(name).isDirectory()) {
      parent.unlink(name);
      return;
    }
    try (DirectoryHandle directory = parent.openChild(name)) {
      for (DirectoryHandle.Child child : directory.list()) {
        remove(directory, child.name());
      }
    }
    parent.removeDirectory(name);
  }

  @Override
  public void close() {
    levels.reversed().forEach(level -> level.handle().close());
    root.close();
  }
}
