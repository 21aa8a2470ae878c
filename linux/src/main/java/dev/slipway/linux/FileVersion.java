package dev.slipway.linux;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Which state of which file this is: another one after every change of its content, its
/// attributes, its links and, for a directory, its children.
public record FileVersion(
    long device,
    long inode,
    long size,
    long mtimeSeconds,
    int mtimeNanos,
    long ctimeSeconds,
    int ctimeNanos) {
  /// Within this time after a change a file may change again without its times showing it.
  private static final long UNCERTAIN_MILLIS = 2_000;

  private static final String ATTRIBUTES = "unix:dev,ino,size,lastModifiedTime,ctime";
  private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

  public static FileVersion of(FileStatus status) {
    return new FileVersion(
        status.device(),
        status.inode(),
        status.size(),
        status.mtimeSeconds(),
        status.mtimeNanos(),
        status.ctimeSeconds(),
        status.ctimeNanos());
  }

  /// The version of what is at a path, no link followed, without a system call of our own: those
  /// have to be prepared, which takes longer than a few hundred files.
  public static FileVersion ofFew(Path path) throws IOException {
    Map<String, Object> all = Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
    long modified = nanos(all, "lastModifiedTime");
    long changed = nanos(all, "ctime");
    return new FileVersion(
        number(all, "dev"),
        number(all, "ino"),
        number(all, "size"),
        Math.floorDiv(modified, NANOS),
        (int) Math.floorMod(modified, NANOS),
        Math.floorDiv(changed, NANOS),
        (int) Math.floorMod(changed, NANOS));
  }

  private static long number(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof Long number ? number : -1;
  }

  private static long nanos(Map<String, Object> attributes, String name) {
    return attributes.get(name) instanceof FileTime time ? time.to(TimeUnit.NANOSECONDS) : -1;
  }

  /// Whether nothing has changed. Written out: a record's own comparison is put together at run
  /// time, which costs a short command milliseconds.
  public boolean isSame(FileVersion other) {
    return inode == other.inode
        && ctimeNanos == other.ctimeNanos
        && ctimeSeconds == other.ctimeSeconds
        && mtimeNanos == other.mtimeNanos
        && mtimeSeconds == other.mtimeSeconds
        && size == other.size
        && device == other.device;
  }

  /// Whether a change after that moment would show in the times.
  ///
  /// @param millis since 1970
  public boolean isCertainAt(long millis) {
    long changed = Math.max(mtimeSeconds, ctimeSeconds) * 1_000 + 999;
    return millis > changed + UNCERTAIN_MILLIS;
  }
}
