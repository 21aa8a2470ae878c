package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/// One entry of a layer, with all its attributes.
///
/// @param mode permissions with setuid, setgid and sticky: 07777
/// @param mtimeNanos 0 to 999,999,999, counted forward also before 1970
/// @param size bytes of a regular file, else 0
/// @param dataOffset where a regular file's bytes begin in the uncompressed tar; -1 when they are
///   not in a tar, or there are none
/// @param linkTarget a symlink's text or a hard link's path, else empty
/// @param xattrs by full name, `security.capability`; values are the bytes as the kernel gives them
public record LayerEntry(
    ImagePath path,
    EntryKind kind,
    int mode,
    long uid,
    long gid,
    long mtimeSeconds,
    int mtimeNanos,
    long size,
    long dataOffset,
    LinkTarget linkTarget,
    int deviceMajor,
    int deviceMinor,
    SortedMap<String, byte[]> xattrs) {

  private static final SortedMap<String, byte[]> NO_XATTRS =
      Collections.unmodifiableSortedMap(new TreeMap<>());

  public LayerEntry {
    if ((mode & ~07777) != 0) {
      throw new IllegalArgumentException(
          "mode with more than 07777: " + Integer.toOctalString(mode));
    }
    if (mtimeNanos < 0 || mtimeNanos > 999_999_999) {
      throw new IllegalArgumentException("nanoseconds out of range: " + mtimeNanos);
    }
    xattrs =
        xattrs.isEmpty() ? NO_XATTRS : Collections.unmodifiableSortedMap(new TreeMap<>(xattrs));
  }

  private static LayerEntry of(ImagePath path, EntryKind kind, int mode, LinkTarget target) {
    return new LayerEntry(path, kind, mode, 0, 0, 0, 0, 0, -1, target, 0, 0, NO_XATTRS);
  }

  /// A regular file of root's.
  public static LayerEntry file(ImagePath path, int mode, long size) {
    return of(path, EntryKind.FILE, mode, LinkTarget.NONE).withData(size, -1);
  }

  /// A directory of root's.
  public static LayerEntry directory(ImagePath path, int mode) {
    return of(path, EntryKind.DIRECTORY, mode, LinkTarget.NONE);
  }

  public static LayerEntry symlink(ImagePath path, LinkTarget target) {
    return of(path, EntryKind.SYMLINK, 0777, target);
  }

  public static LayerEntry hardLink(ImagePath path, ImagePath target) {
    return of(path, EntryKind.HARD_LINK, 0644, LinkTarget.of(target));
  }

  public static LayerEntry fifo(ImagePath path, int mode) {
    return of(path, EntryKind.FIFO, mode, LinkTarget.NONE);
  }

  public static LayerEntry device(
      ImagePath path, EntryKind kind, int mode, int deviceMajor, int deviceMinor) {
    if (!kind.isDevice()) {
      throw new IllegalArgumentException("not a device: " + kind);
    }
    return new LayerEntry(
        path, kind, mode, 0, 0, 0, 0, 0, -1, LinkTarget.NONE, deviceMajor, deviceMinor, NO_XATTRS);
  }

  /// Hides `hidden` in the layers below.
  public static LayerEntry whiteout(ImagePath hidden) {
    return of(hidden, EntryKind.WHITEOUT, 0600, LinkTarget.NONE);
  }

  /// Hides what the layers below have in `directory`.
  public static LayerEntry opaque(ImagePath directory) {
    return of(directory, EntryKind.OPAQUE, 0600, LinkTarget.NONE);
  }

  public boolean isDirectory() {
    return kind == EntryKind.DIRECTORY;
  }

  public LayerEntry withPath(ImagePath changed) {
    return new LayerEntry(
        changed,
        kind,
        mode,
        uid,
        gid,
        mtimeSeconds,
        mtimeNanos,
        size,
        dataOffset,
        linkTarget,
        deviceMajor,
        deviceMinor,
        xattrs);
  }

  public LayerEntry withMode(int changed) {
    return new LayerEntry(
        path,
        kind,
        changed,
        uid,
        gid,
        mtimeSeconds,
        mtimeNanos,
        size,
        dataOffset,
        linkTarget,
        deviceMajor,
        deviceMinor,
        xattrs);
  }

  public LayerEntry withOwner(long changedUid, long changedGid) {
    return new LayerEntry(
        path,
        kind,
        mode,
        changedUid,
        changedGid,
        mtimeSeconds,
        mtimeNanos,
        size,
        dataOffset,
        linkTarget,
        deviceMajor,
        deviceMinor,
        xattrs);
  }

  public LayerEntry withTime(long seconds, int nanos) {
    return new LayerEntry(
        path,
        kind,
        mode,
        uid,
        gid,
        seconds,
        nanos,
        size,
        dataOffset,
        linkTarget,
        deviceMajor,
        deviceMinor,
        xattrs);
  }

  public LayerEntry withData(long changedSize, long changedOffset) {
    return new LayerEntry(
        path,
        kind,
        mode,
        uid,
        gid,
        mtimeSeconds,
        mtimeNanos,
        changedSize,
        changedOffset,
        linkTarget,
        deviceMajor,
        deviceMinor,
        xattrs);
  }

  public LayerEntry withLinkTarget(LinkTarget changed) {
    return new LayerEntry(
        path,
        kind,
        mode,
        uid,
        gid,
        mtimeSeconds,
        mtimeNanos,
        size,
        dataOffset,
        changed,
        deviceMajor,
        deviceMinor,
        xattrs);
  }

  public LayerEntry withXattrs(Map<String, byte[]> changed) {
    return new LayerEntry(
        path,
        kind,
        mode,
        uid,
        gid,
        mtimeSeconds,
        mtimeNanos,
        size,
        dataOffset,
        linkTarget,
        deviceMajor,
        deviceMinor,
        new TreeMap<>(changed));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LayerEntry that
        && dataOffset == that.dataOffset
        && isSameButForItsPlace(that);
  }

  /// Equal, wherever in a tar the bytes are.
  boolean isSameButForItsPlace(LayerEntry that) {
    return path.equals(that.path)
        && kind == that.kind
        && mode == that.mode
        && uid == that.uid
        && gid == that.gid
        && mtimeSeconds == that.mtimeSeconds
        && mtimeNanos == that.mtimeNanos
        && size == that.size
        && linkTarget.equals(that.linkTarget)
        && deviceMajor == that.deviceMajor
        && deviceMinor == that.deviceMinor
        && sameXattrs(xattrs, that.xattrs);
  }

  @Override
  public int hashCode() {
    return Objects.hash(path, kind, mode, uid, gid, mtimeSeconds, size, linkTarget);
  }

  private static boolean sameXattrs(Map<String, byte[]> one, Map<String, byte[]> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() && other.isEmpty();
    }
    return one.keySet().equals(other.keySet())
        && one.entrySet().stream()
            .allMatch(xattr -> Arrays.equals(xattr.getValue(), other.get(xattr.getKey())));
  }
}
