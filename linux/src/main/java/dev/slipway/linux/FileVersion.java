package dev.slipway.linux;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Which state of which file this is: another one after every change of its content, its
/// attributes, its links and, for a directory, its children.
///
/// It is kept as `statx(2)` gives it: inode and size, the times of the last change of attributes
/// and of content with their nanoseconds, the major and minor number of the device.
public final class FileVersion {
  /// The length of one in bytes.
  public static final int BYTES = 48;

  /// No file's: no look finds it again.
  public static final FileVersion NONE = new FileVersion(new byte[BYTES]);

  static final int CTIME = 16;
  static final int MTIME = 28;
  static final int DEVICE = 40;

  /// Within this time after a change a file may change again without its times showing it.
  private static final long UNCERTAIN_MILLIS = 2_000;

  private static final String ATTRIBUTES = "unix:dev,ino,size,lastModifiedTime,ctime";
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  private final byte[] bytes;

  private FileVersion(byte[] bytes) {
    this.bytes = bytes;
  }

  public static FileVersion of(FileStatus status) {
    byte[] bytes = begun(status.device(), status.inode(), status.size());
    putTime(bytes, CTIME, status.ctimeSeconds(), status.ctimeNanos());
    putTime(bytes, MTIME, status.mtimeSeconds(), status.mtimeNanos());
    return new FileVersion(bytes);
  }

  /// The version of what is at a path, no link followed, without a system call of our own: those
  /// have to be prepared, which takes longer than a few hundred files.
  public static FileVersion ofFew(Path path) throws IOException {
    Map<String, Object> all = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    byte[] bytes = begun(number(all, "dev"), number(all, "ino"), number(all, "size"));
    putTime(bytes, CTIME, all.get("ctime"));
    putTime(bytes, MTIME, all.get("lastModifiedTime"));
    return new FileVersion(bytes);
  }

  private static ByteBuffer over(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder());
  }

  private static byte[] begun(long device, long inode, long size) {
    byte[] bytes = new byte[BYTES];
    int major = (int) (((device >> 32) & 0xfffff000L) | ((device >> 8) & 0xfffL));
    int minor = (int) (((device >> 12) & 0xffffff00L) | (device & 0xffL));
    over(bytes)
        .putLong(inode)
        .putLong(size)
        .putInt(DEVICE, major)
        .putInt(DEVICE + Integer.BYTES, minor);
    return bytes;
  }

  private static void putTime(byte[] bytes, int at, long seconds, int nanos) {
    over(bytes).putLong(at, seconds).putInt(at + Long.BYTES, nanos);
  }

  private static void putTime(byte[] bytes, int at, @Nullable Object time) {
    long nanos = time instanceof FileTime known ? known.to(TimeUnit.NANOSECONDS) : -1;
    putTime(bytes, at, Math.floorDiv(nanos, NANOS), (int) Math.floorMod(nanos, NANOS));
  }

  private static long number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Number number ? number.longValue() : -1;
  }

  /// Whether nothing has changed.
  public boolean isSame(FileVersion other) {
    return Arrays.equals(bytes, other.bytes);
  }

  /// Whether nothing has changed since [#writeTo] wrote at `offset`.
  public boolean isWritten(byte[] written, int offset) {
    return Arrays.equals(bytes, 0, BYTES, written, offset, offset + BYTES);
  }

  /// The time of the last change of content that [#writeTo] wrote at `offset`; null for [#NONE].
  public static @Nullable Long mtimeSeconds(byte[] written, int offset) {
    return NONE.isWritten(written, offset) ? null : over(written).getLong(offset + MTIME);
  }

  public void writeTo(ByteBuffer out) {
    out.put(bytes);
  }

  /// Whether a change after that moment would show in the times.
  ///
  /// @param millis since 1970
  public boolean isCertainAt(long millis) {
    ByteBuffer times = over(bytes);
    long changed = Math.max(times.getLong(CTIME), times.getLong(MTIME)) * 1_000 + 999;
    return millis > changed + UNCERTAIN_MILLIS;
  }
}
