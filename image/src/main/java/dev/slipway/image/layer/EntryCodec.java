package dev.slipway.image.layer;

import dev.slipway.image.ImagePath;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// The stored form of one entry: kind, path without its `/`, then the attributes as variable-length
/// numbers. Kind and path come first so that entries are compared undecoded.
final class EntryCodec {
  /// The place in this list is the number in the file: only ever append.
  private static final List<EntryKind> KINDS =
      List.of(
          EntryKind.FILE,
          EntryKind.DIRECTORY,
          EntryKind.SYMLINK,
          EntryKind.HARD_LINK,
          EntryKind.CHARACTER_DEVICE,
          EntryKind.BLOCK_DEVICE,
          EntryKind.FIFO,
          EntryKind.WHITEOUT,
          EntryKind.OPAQUE);

  private EntryCodec() {}

  static void encode(LayerEntry entry, ByteSink sink) {
    sink.put(KINDS.indexOf(entry.kind()));
    sink.putCounted(entry.path().relativeBytes(), 0);
    sink.putNumber(entry.mode());
    sink.putNumber(entry.uid());
    sink.putNumber(entry.gid());
    sink.putSigned(entry.mtimeSeconds());
    sink.putNumber(entry.mtimeNanos());
    sink.putNumber(entry.size());
    sink.putNumber(entry.dataOffset() + 1);
    sink.putCounted(entry.linkTarget().bytes(), 0);
    sink.putNumber(entry.deviceMajor());
    sink.putNumber(entry.deviceMinor());
    sink.putNumber(entry.xattrs().size());
    entry
        .xattrs()
        .forEach((name, value) -> {
          sink.putCounted(name.getBytes(StandardCharsets.UTF_8), 0);
          sink.putCounted(value, 0);
        });
  }

  static LayerEntry decode(byte[] bytes, int at) {
    var cursor = new Cursor(bytes, at);
    EntryKind kind = KINDS.get(cursor.next());
    ImagePath path = cursor.path();
    int mode = (int) cursor.number();
    long uid = cursor.number();
    long gid = cursor.number();
    long seconds = cursor.signed();
    int nanos = (int) cursor.number();
    long size = cursor.number();
    long offset = cursor.number() - 1;
    LinkTarget target = LinkTarget.of(cursor.counted());
    int major = (int) cursor.number();
    int minor = (int) cursor.number();
    SortedMap<String, byte[]> xattrs = new TreeMap<>();
    for (long left = cursor.number(); left > 0; left--) {
      xattrs.put(new String(cursor.counted(), StandardCharsets.UTF_8), cursor.counted());
    }
    return new LayerEntry(
        path, kind, mode, uid, gid, seconds, nanos, size, offset, target, major, minor, xattrs);
  }

  /// Whether an encoded entry is this one, wherever in a tar the bytes of either are.
  static boolean isSameButForItsPlace(byte[] bytes, int at, LayerEntry entry) {
    var cursor = new Cursor(bytes, at);
    return KINDS.get(cursor.next()) == entry.kind()
        && cursor.isPath(entry.path())
        && cursor.number() == entry.mode()
        && cursor.number() == entry.uid()
        && cursor.number() == entry.gid()
        && cursor.signed() == entry.mtimeSeconds()
        && cursor.number() == entry.mtimeNanos()
        && cursor.number() == entry.size()
        && cursor.number() >= 0 // its place
        && entry.linkTarget().equals(LinkTarget.of(cursor.counted()))
        && cursor.number() == entry.deviceMajor()
        && cursor.number() == entry.deviceMinor()
        && cursor.number() == entry.xattrs().size()
        && (entry.xattrs().isEmpty() || decode(bytes, at).isSameButForItsPlace(entry));
  }

  /// Where the bytes of an encoded regular file end in its tar.
  static long dataEnd(byte[] bytes, int at) {
    long size = size(bytes, at);
    return dataOffset(bytes, at) + size;
  }

  static long dataOffset(byte[] bytes, int at) {
    var cursor = new Cursor(bytes, at + 1);
    cursor.skipToSize();
    long _ = cursor.number();
    return cursor.number() - 1;
  }

  /// Where the number that [#dataOffset] gives stands.
  static int dataOffsetAt(byte[] bytes, int at) {
    var cursor = new Cursor(bytes, at + 1);
    cursor.skipToSize();
    long _ = cursor.number();
    return cursor.at;
  }

  static int behindNumber(byte[] bytes, int at) {
    int end = at;
    while (bytes[end] < 0) {
      end++;
    }
    return end + 1;
  }

  private static long size(byte[] bytes, int at) {
    var cursor = new Cursor(bytes, at + 1);
    cursor.skipToSize();
    return cursor.number();
  }

  static EntryKind kind(byte[] bytes, int at) {
    return KINDS.get(bytes[at]);
  }

  /// Compares the paths of two encoded entries, in the order of [ImagePath].
  static int comparePaths(byte[] one, int oneAt, byte[] other, int otherAt) {
    var first = new Cursor(one, oneAt + 1);
    int firstLength = (int) first.number();
    return comparePath(other, otherAt, one, first.at, firstLength) * -1;
  }

  /// Compares an encoded entry's path with the relative path in `path`.
  static int comparePath(byte[] bytes, int at, byte[] path, int from, int length) {
    var cursor = new Cursor(bytes, at + 1);
    int ownLength = (int) cursor.number();
    int own = cursor.at;
    int mismatch = Arrays.mismatch(bytes, own, own + ownLength, path, from, from + length);
    if (mismatch < 0) {
      return 0;
    }
    if (mismatch >= ownLength || mismatch >= length) {
      return Integer.compare(ownLength, length);
    }
    return Integer.compare(rank(bytes[own + mismatch]), rank(path[from + mismatch]));
  }

  /// Whether an encoded entry stands below `directory`; everything but the root is below the root.
  static boolean isBelow(byte[] bytes, int at, byte[] directory) {
    var cursor = new Cursor(bytes, at + 1);
    int length = (int) cursor.number();
    if (directory.length == 0) {
      return length > 0;
    }
    return length > directory.length
        && bytes[cursor.at + directory.length] == '/'
        && Arrays.equals(
            bytes, cursor.at, cursor.at + directory.length, directory, 0, directory.length);
  }

  static byte[] relativePath(byte[] bytes, int at) {
    return new Cursor(bytes, at + 1).counted();
  }

  private static int rank(byte b) {
    return b == '/' ? 0 : b & 0xff;
  }

  private static final class Cursor {
    private final byte[] bytes;
    private int at;

    Cursor(byte[] bytes, int at) {
      this.bytes = bytes;
      this.at = at;
    }

    int next() {
      return bytes[at++];
    }

    long number() {
      long value = 0;
      int shift = 0;
      while (bytes[at] < 0) {
        value |= (long) (bytes[at++] & 0x7f) << shift;
        shift += 7;
      }
      return value | (long) bytes[at++] << shift;
    }

    long signed() {
      long value = number();
      return value >>> 1 ^ -(value & 1);
    }

    /// From behind the kind.
    void skipToSize() {
      int path = (int) number();
      at += path;
      for (int i = 0; i < 5; i++) {
        long _ = number();
      }
    }

    boolean isPath(ImagePath path) {
      int length = (int) number();
      at += length;
      return path.isRelativeAt(bytes, at - length, length);
    }

    byte[] counted() {
      int length = (int) number();
      at += length;
      return Arrays.copyOfRange(bytes, at - length, at);
    }

    ImagePath path() {
      int length = (int) number();
      byte[] path = new byte[length + 1];
      path[0] = '/';
      System.arraycopy(bytes, at, path, 1, length);
      at += length;
      return ImagePath.ofBytes(path);
    }
  }
}
