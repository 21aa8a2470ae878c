package dev.slipway.image.erofs;

import dev.slipway.image.layer.LayerEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// Extended attributes behind an inode: a header of 12 bytes, then entries at multiples of 4.
final class ErofsXattrs {
  private static final int HEADER = 12;
  private static final int ENTRY_HEADER = 4;
  private static final int MOST_BYTES = HEADER + 4 * 0xfffe;
  private static final String OPAQUE = "trusted.overlay.opaque";
  private static final byte[] YES = {'y'};

  private ErofsXattrs() {}

  /// Those of the entry, and overlayfs's mark of a directory that hides what is below it.
  static SortedMap<String, byte[]> of(LayerEntry entry, boolean opaque) {
    if (!opaque) {
      return entry.xattrs();
    }
    var marked = new TreeMap<>(entry.xattrs());
    marked.put(OPAQUE, YES);
    return marked;
  }

  /// @return 0 where there are none
  static int size(LayerEntry entry, boolean opaque) throws NotMountableException {
    SortedMap<String, byte[]> xattrs = of(entry, opaque);
    if (xattrs.isEmpty()) {
      return 0;
    }
    int size = HEADER;
    for (Map.Entry<String, byte[]> xattr : xattrs.entrySet()) {
      byte[] suffix = suffix(xattr.getKey());
      if (prefix(xattr.getKey()) == Prefix.NONE
          || suffix.length > 255
          || xattr.getValue().length > 0xffff) {
        throw new NotMountableException(
            entry.path() + " has the extended attribute " + xattr.getKey());
      }
      size += ErofsFormat.roundUp(ENTRY_HEADER + suffix.length + xattr.getValue().length, 4);
      if (size > MOST_BYTES) {
        throw new NotMountableException(entry.path() + " has too many extended attributes");
      }
    }
    return size;
  }

  /// What an inode says of the size.
  static int count(int size) {
    return size == 0 ? 0 : (size - HEADER) / 4 + 1;
  }

  static void write(SortedMap<String, byte[]> xattrs, ByteBuffer image, int at) {
    int next = at + HEADER;
    for (Map.Entry<String, byte[]> xattr : xattrs.entrySet()) {
      byte[] suffix = suffix(xattr.getKey());
      byte[] value = xattr.getValue();
      image.put(next, (byte) suffix.length);
      image.put(next + 1, (byte) prefix(xattr.getKey()).number);
      image.putShort(next + 2, (short) value.length);
      image.put(next + ENTRY_HEADER, suffix);
      image.put(next + ENTRY_HEADER + suffix.length, value);
      next += ErofsFormat.roundUp(ENTRY_HEADER + suffix.length + value.length, 4);
    }
  }

  private enum Prefix {
    NONE(0, ""),
    USER(1, "user."),
    ACL_ACCESS(2, "system.posix_acl_access"),
    ACL_DEFAULT(3, "system.posix_acl_default"),
    TRUSTED(4, "trusted."),
    SECURITY(6, "security.");

    private final int number;
    private final String text;

    Prefix(int number, String text) {
      this.number = number;
      this.text = text;
    }

    private boolean begins(String name) {
      return text.endsWith(".") ? name.startsWith(text) : name.equals(text);
    }
  }

  private static Prefix prefix(String name) {
    for (Prefix prefix : Prefix.values()) {
      if (prefix != Prefix.NONE && prefix.begins(name)) {
        return prefix;
      }
    }
    return Prefix.NONE;
  }

  private static byte[] suffix(String name) {
    return name.substring(prefix(name).text.length()).getBytes(StandardCharsets.UTF_8);
  }
}
