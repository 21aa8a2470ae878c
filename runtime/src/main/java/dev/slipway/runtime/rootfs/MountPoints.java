package dev.slipway.runtime.rootfs;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.LinuxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Makes the files and directories that a container's mounts need and its image lacks, and takes
/// them away again: they must not become part of a layer.
///
/// [#create] and [#remove] work on the mounted root; [#prune] on the upper directory once the root
/// is unmounted.
public final class MountPoints {
  private final Path root;
  private final Map<String, String> resolved = new HashMap<>();
  private final List<Created> created = new ArrayList<>();

  private MountPoints(Path root) {
    this.root = root;
  }

  /// @param parent path below the root, empty for the root itself
  /// @param before what the parent was
  /// @param after its time of change once the child was there
  private record Created(
      String parent, String name, boolean directory, ParentState before, FileStatus after) {}

  private record ParentState(FileStatus status, Map<String, byte[]> xattrs) {}

  /// Makes what is missing of `points`. Parents come before what is inside them; points inside
  /// another point are left to whoever mounts.
  public static MountPoints create(Path root, List<MountPoint> points) throws LinuxException {
    var result = new MountPoints(root);
    try (DirectoryHandle handle = DirectoryHandle.open(root)) {
      for (MountPoint point : points) {
        if (!result.isInsideAnother(point.path())) {
          result.create(handle, point);
        }
      }
      return result;
    } catch (LinuxException failure) {
      result.remove();
      throw failure;
    }
  }

  /// Where a point really is, with symbolic links of the image followed.
  public String resolved(String path) {
    return resolved.getOrDefault(path, path);
  }

  private boolean isInsideAnother(String path) {
    for (String other : resolved.keySet()) {
      if (path.startsWith(other + "/")) {
        return true;
      }
    }
    return false;
  }

  private void create(DirectoryHandle handle, MountPoint point) throws LinuxException {
    InsidePath path = InsidePath.resolve(handle, point.path());
    resolved.put(point.path(), path.text());
    for (int depth = path.present(); depth < path.components().size(); depth++) {
      boolean directory = point.directory() || depth < path.components().size() - 1;
      createChild(handle, path.parentText(depth), path.components().get(depth), directory);
    }
  }

  private void createChild(DirectoryHandle handle, String parent, String name, boolean directory)
      throws LinuxException {
    try (DirectoryHandle container = handle.openBeneath(InsidePath.bytes(parent))) {
      var before = new ParentState(container.status(), container.xattrs());
      if (directory) {
        container.makeDirectory(InsidePath.bytes(name), 0755);
      } else {
        container.createFile(InsidePath.bytes(name), 0644).close();
      }
      created.add(new Created(parent, name, directory, before, container.status()));
    }
  }

  /// Takes away what was made and is still empty, and gives the parents the times that they would
  /// have without it.
  public void remove() throws LinuxException {
    try (DirectoryHandle handle = DirectoryHandle.open(root)) {
      for (Created child : created.reversed()) {
        remove(handle, child);
      }
    }
  }

  private static void remove(DirectoryHandle handle, Created child) throws LinuxException {
    try (DirectoryHandle parent = handle.openBeneath(InsidePath.bytes(child.parent()))) {
      FileStatus now = parent.status();
      if (!removeEmpty(parent, child)) {
        return;
      }
      boolean touched = !sameTime(now, child.after());
      FileStatus time = touched ? now : child.before().status();
      parent.setTimes(time.mtimeSeconds(), time.mtimeNanos());
    } catch (LinuxException failure) {
      if (failure.errno() != Errno.ENOENT
          && failure.errno() != Errno.ENOTDIR
          && failure.errno() != Errno.ELOOP) {
        throw failure;
      }
    }
  }

  private static boolean removeEmpty(DirectoryHandle parent, Created child) throws LinuxException {
    byte[] name = InsidePath.bytes(child.name());
    FileStatus status = parent.status(name);
    if (child.directory() != status.isDirectory()) {
      return false;
    }
    if (child.directory()) {
      try {
        parent.removeDirectory(name);
        return true;
      } catch (LinuxException failure) {
        if (failure.errno() == Errno.ENOTEMPTY || failure.errno() == Errno.EEXIST) {
          return false;
        }
        throw failure;
      }
    }
    if (!status.isRegularFile() || status.size() != 0) {
      return false;
    }
    parent.unlink(name);
    return true;
  }

  private static boolean sameTime(FileStatus one, FileStatus other) {
    return one.mtimeSeconds() == other.mtimeSeconds() && one.mtimeNanos() == other.mtimeNanos();
  }

  /// Removes from the upper directory those parents that were copied up for the mount points alone.
  public void prune(Path upper) throws LinuxException {
    if (created.isEmpty()) {
      return;
    }
    try (DirectoryHandle handle = DirectoryHandle.open(upper)) {
      for (Created child : created.reversed()) {
        if (!child.parent().isEmpty()) {
          prune(handle, child);
        }
      }
    }
  }

  private static void prune(DirectoryHandle upper, Created child) throws LinuxException {
    int slash = child.parent().lastIndexOf('/');
    byte[] name = InsidePath.bytes(child.parent().substring(slash + 1));
    String above = slash < 0 ? "" : child.parent().substring(0, slash);
    try (DirectoryHandle container = upper.openBeneath(InsidePath.bytes(above));
        DirectoryHandle directory = container.openChild(name)) {
      if (directory.list().isEmpty() && isUnchanged(directory, child.before())) {
        FileStatus time = container.status();
        container.removeDirectory(name);
        container.setTimes(time.mtimeSeconds(), time.mtimeNanos());
      }
    } catch (LinuxException failure) {
      if (failure.errno() != Errno.ENOENT && failure.errno() != Errno.ENOTDIR) {
        throw failure;
      }
    }
  }

  private static boolean isUnchanged(DirectoryHandle directory, ParentState before)
      throws LinuxException {
    FileStatus now = directory.status();
    FileStatus then = before.status();
    Map<String, byte[]> xattrs = new HashMap<>(directory.xattrs());
    boolean opaque = xattrs.keySet().stream().anyMatch(key -> key.endsWith(".overlay.opaque"));
    xattrs.keySet().removeIf(key -> key.contains(".overlay."));
    return !opaque
        && now.mode() == then.mode()
        && now.uid() == then.uid()
        && now.gid() == then.gid()
        && sameTime(now, then)
        && same(xattrs, before.xattrs());
  }

  private static boolean same(Map<String, byte[]> one, Map<String, byte[]> other) {
    return one.keySet().equals(other.keySet())
        && one.keySet().stream().allMatch(key -> Arrays.equals(one.get(key), other.get(key)));
  }
}
