package dev.slipway.linux;

import java.nio.file.Path;

/// Waiting until files are on the disk.
public final class Sync {
  private static final int BEGIN_WRITING = 2;

  private Sync() {}

  /// Flushes the whole file system that holds `path`.
  public static void syncFilesystem(Path path) throws LinuxException {
    try (DirectoryHandle directory = DirectoryHandle.open(path)) {
      SystemCall.check(SystemCall.raw(CallNumber.SYNCFS, directory.fd()), "syncfs", path);
    }
  }

  /// Flushes the entries of one directory: a rename in it survives a power loss afterwards.
  public static void directory(Path path) throws LinuxException {
    try (DirectoryHandle directory = DirectoryHandle.open(path)) {
      directory.sync();
    }
  }

  /// Flushes one file.
  public static void file(Path path) throws LinuxException {
    try (OpenFile file = OpenFile.read(path)) {
      file.sync();
    }
  }

  /// Begins to write what one file has in memory to the disk, and does not wait: a later [#file]
  /// has less to wait for.
  public static void begin(Path path) throws LinuxException {
    try (OpenFile file = OpenFile.read(path)) {
      SystemCall.check(
          SystemCall.raw(CallNumber.SYNC_FILE_RANGE, file.fd(), 0, 0, BEGIN_WRITING),
          "sync_file_range",
          path);
    }
  }
}
