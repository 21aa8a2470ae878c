package dev.slipway.runtime.rootfs;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.Errno;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.LinuxException;
import dev.slipway.linux.OpenFile;
import dev.slipway.runtime.ContainerException;
import dev.slipway.runtime.ProcessUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Copies files from one open directory into another, each step by an open directory and one name:
/// no symbolic link is followed on either side, whoever makes one meanwhile.
public final class TreeCopy {
  private static final int BUFFER = 1 << 17;
  private static final int TYPE = 0170000;

  private final @Nullable ProcessUser owner;
  private final byte[] buffer = new byte[BUFFER];

  /// @param owner whose the copies are; null: whose the files are
  public TreeCopy(@Nullable ProcessUser owner) {
    this.owner = owner;
  }

  /// Copies `name` of `from` to `newName` of `to`. A directory is joined with one that is there;
  /// anything else replaces what is there.
  ///
  /// @throws ContainerException a directory stands where a file is to be, or the other way round
  public void copy(DirectoryHandle from, byte[] name, DirectoryHandle to, byte[] newName)
      throws IOException {
    FileStatus status = from.status(name);
    if (status.isDirectory()) {
      copyDirectory(from, name, to, newName);
      return;
    }
    if (status.isSocket()) {
      return;
    }
    clear(to, newName);
    if (status.isRegularFile()) {
      copyFile(from, name, to, newName);
      return;
    }
    if (status.isSymbolicLink()) {
      to.symlink(from.readLink(name), newName);
    } else if (status.isFifo()) {
      to.makeFifo(newName, status.permissions());
    } else {
      to.makeNode(
          newName,
          (status.mode() & TYPE) | status.permissions(),
          status.rdevMajor(),
          status.rdevMinor());
    }
    to.setOwner(newName, uid(status), gid(status));
    if (!status.isSymbolicLink()) {
      to.setMode(newName, status.permissions());
    }
    to.setTimes(newName, status.mtimeSeconds(), status.mtimeNanos());
  }

  private long uid(FileStatus status) {
    return owner == null ? status.uid() : owner.uid();
  }

  private long gid(FileStatus status) {
    return owner == null ? status.gid() : owner.gid();
  }

  private static void clear(DirectoryHandle to, byte[] name) throws IOException {
    FileStatus there = status(to, name);
    if (there == null) {
      return;
    }
    if (there.isDirectory()) {
      throw conflict("cannot overwrite directory with non-directory", name);
    }
    to.unlink(name);
  }

  private static ContainerException conflict(String what, byte[] name) {
    return new ContainerException(
        what + ": " + new String(name, StandardCharsets.UTF_8),
        "remove it, or copy to another place",
        1,
        null);
  }

  private static @Nullable FileStatus status(DirectoryHandle directory, byte[] name)
      throws LinuxException {
    try {
      return directory.status(name);
    } catch (LinuxException failure) {
      if (failure.errno() == Errno.ENOENT) {
        return null;
      }
      throw failure;
    }
  }

  private void copyFile(DirectoryHandle from, byte[] name, DirectoryHandle to, byte[] newName)
      throws IOException {
    try (OpenFile source = from.openFile(name);
        OpenFile target = to.createFile(newName, 0600)) {
      for (int count = source.read(buffer, 0, BUFFER);
          count > 0;
          count = source.read(buffer, 0, BUFFER)) {
        target.write(buffer, 0, count);
      }
      FileStatus status = source.status();
      target.setOwner(uid(status), gid(status));
      target.setMode(status.permissions()); // After the owner: chown takes setuid away.
      target.setTimes(status.mtimeSeconds(), status.mtimeNanos());
    }
  }

  private void copyDirectory(DirectoryHandle from, byte[] name, DirectoryHandle to, byte[] newName)
      throws IOException {
    FileStatus there = status(to, newName);
    if (there != null && !there.isDirectory()) {
      throw conflict("cannot overwrite non-directory with directory", newName);
    }
    if (there == null) {
      to.makeDirectory(newName, 0700);
    }
    try (DirectoryHandle source = from.openChild(name);
        DirectoryHandle target = to.openChild(newName)) {
      copyContent(source, target);
      FileStatus status = source.status();
      target.setOwner(uid(status), gid(status));
      target.setMode(status.permissions());
      target.setTimes(status.mtimeSeconds(), status.mtimeNanos());
    }
  }

  /// Copies everything that is in a directory.
  public void copyContent(DirectoryHandle from, DirectoryHandle to) throws IOException {
    for (DirectoryHandle.Child child : from.list()) {
      copy(from, child.name(), to, child.name());
    }
  }
}
