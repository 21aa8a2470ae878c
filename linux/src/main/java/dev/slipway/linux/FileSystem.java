package dev.slipway.linux;

import java.nio.file.Path;

/// The file system that holds a path, as the calling thread sees it: its mount namespace need not
/// be the process's.
public final class FileSystem {
  private static final long OVERLAY_MAGIC = 0x794c7630L;
  private static final long CGROUP2_MAGIC = 0x63677270L;
  private static final int BYTES = 128;

  private FileSystem() {}

  /// Whether `path` lies on overlayfs, which cannot carry the upper directory of another overlay.
  public static boolean isOverlay(Path path) throws LinuxException {
    return magic(path) == OVERLAY_MAGIC;
  }

  /// Whether `path` is in the unified hierarchy of cgroups.
  public static boolean isCgroup2(Path path) throws LinuxException {
    return magic(path) == CGROUP2_MAGIC;
  }

  private static long magic(Path path) throws LinuxException {
    Scratch scratch = Scratch.begin();
    NativeMemory buffer = scratch.allocate(BYTES);
    long result = SystemCall.raw(CallNumber.STATFS, scratch.path(path), buffer.address());
    SystemCall.check(result, "statfs", path);
    return buffer.getLong(0);
  }
}
