package dev.slipway.image.layer;

import dev.slipway.image.ImageException;
import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.LinuxException;
import java.io.IOException;
import java.util.Map;

/// Gives what was unpacked its owner, mode, extended attributes and time.
final class EntryAttributes {
  private EntryAttributes() {}

  static void set(DirectoryHandle directory, LayerEntry entry) throws IOException {
    directory.setOwner(entry.uid(), entry.gid());
    directory.setMode(entry.mode());
    setXattrs(entry, directory::setXattr);
  }

  static void set(DirectoryHandle parent, byte[] name, LayerEntry entry) throws IOException {
    parent.setOwner(name, entry.uid(), entry.gid());
    if (entry.kind() != EntryKind.SYMLINK) {
      parent.setMode(name, entry.mode());
    }
    setXattrs(entry, (key, value) -> parent.setXattr(name, key, value));
    parent.setTimes(name, entry.mtimeSeconds(), entry.mtimeNanos());
  }

  interface XattrTarget {
    void set(String key, byte[] value) throws IOException;
  }

  /// @throws ImageException the file system takes one of them not
  static void setXattrs(LayerEntry entry, XattrTarget target) throws IOException {
    for (Map.Entry<String, byte[]> xattr : entry.xattrs().entrySet()) {
      try {
        target.set(xattr.getKey(), xattr.getValue());
      } catch (LinuxException refused) {
        throw MalformedLayer.attribute(entry.path(), xattr.getKey(), refused);
      }
    }
  }
}
