package dev.slipway.linux;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;

/// Removes a tree: never follows a symbolic link, gets through directories without permissions, and
/// takes away what another process still writes into it meanwhile.
public final class FileTreeRemoval {
  /// Directories open at once; deeper ones are first moved up.
  private static final int DEPTH = 200;

  /// How often a directory is emptied that others fill.
  private static final int ROUNDS = 1_000;

  private final DirectoryHandle top;
  private final Deque<byte[]> moved = new ArrayDeque<>();
  private int moves;

  private FileTreeRemoval(DirectoryHandle top) {
    this.top = top;
  }

  /// Removes `path` with everything below it; if there is nothing, nothing happens.
  public static void remove(Path path) throws LinuxException {
    Path absolute = path.toAbsolutePath().normalize();
    Path parent = absolute.getParent();
    if (parent == null) {
      throw new LinuxException("unlinkat", Errno.EBUSY, "/");
    }
    byte[] name = Scratch.encode(absolute.getFileName());
    try (DirectoryHandle directory = DirectoryHandle.open(parent)) {
      if (!directory.status(name).isDirectory()) {
        directory.unlink(name);
      } else if (directory.tryRemoveDirectory(name) != 0) {
        emptied(directory, name, tree -> new FileTreeRemoval(tree).removeAll());
      }
    } catch (LinuxException failure) {
      if (failure.errno() != Errno.ENOENT) {
        throw failure;
      }
    }
  }

  /// Removes what is below `path` and keeps the directory itself.
  public static void removeChildren(Path path) throws LinuxException {
    try (DirectoryHandle directory = DirectoryHandle.open(path)) {
      new FileTreeRemoval(directory).removeAll();
    }
  }

  private void removeAll() throws LinuxException {
    removeChildren(top, 0);
    while (!moved.isEmpty()) {
      removeDirectory(top, moved.remove(), 1);
    }
  }

  private void removeChildren(DirectoryHandle directory, int depth) throws LinuxException {
    for (DirectoryHandle.Child child : directory.list()) {
      if (child.isDirectory()) {
        removeDirectory(directory, child.name(), depth + 1);
      } else {
        unlink(directory, child.name());
      }
    }
  }

  private static void unlink(DirectoryHandle directory, byte[] name) throws LinuxException {
    try {
      directory.unlink(name);
    } catch (LinuxException failure) {
      if (failure.errno() != Errno.ENOENT) {
        throw failure;
      }
    }
  }

  private interface Emptying {
    void empty(DirectoryHandle directory) throws LinuxException;
  }

  /// Removes a directory, as often as it takes until nothing came into it meanwhile.
  private static void emptied(DirectoryHandle parent, byte[] name, Emptying emptying)
      throws LinuxException {
    for (int round = 1; ; round++) {
      try (DirectoryHandle directory = openAnyhow(parent, name)) {
        emptying.empty(directory);
      }
      int errno = (int) -parent.tryRemoveDirectory(name);
      if (errno == 0) {
        return;
      }
      if (errno != Errno.ENOTEMPTY || round == ROUNDS) {
        throw new LinuxException("unlinkat", errno, name);
      }
    }
  }

  private void removeDirectory(DirectoryHandle parent, byte[] name, int depth)
      throws LinuxException {
    if (parent.tryRemoveDirectory(name) == 0) {
      return;
    }
    if (depth > DEPTH) {
      byte[] shallow = (".slipway-moved-" + moves++).getBytes(StandardCharsets.US_ASCII);
      parent.rename(name, top, shallow);
      moved.add(shallow);
      return;
    }
    emptied(parent, name, directory -> removeChildren(directory, depth));
  }

  /// Only root gets into a directory of mode 000 without changing it.
  private static DirectoryHandle openAnyhow(DirectoryHandle parent, byte[] name)
      throws LinuxException {
    FileStatus status = parent.status(name);
    if ((status.mode() & 0700) != 0700) {
      try {
        parent.setMode(name, 0700);
      } catch (LinuxException refused) {
        if (refused.errno() != Errno.EPERM) {
          throw refused;
        }
      }
    }
    return parent.openChild(name);
  }
}
