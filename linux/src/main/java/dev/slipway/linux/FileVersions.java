package dev.slipway.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;

/// Compares many files below one directory with the [FileVersion]s that they had, a system call and
/// a few comparisons for each. One thread at a time.
public final class FileVersions implements AutoCloseable {
  private static final int STATUS_BYTES = 256;
  private static final int NEEDED = 144;
  private static final int FLAGS = FileStatus.AT_SYMLINK_NOFOLLOW | FileStatus.AT_EMPTY_PATH;
  private static final int INODE = 32;
  private static final int STATUS_CTIME = 96;
  private static final int STATUS_MTIME = 112;
  private static final int STATUS_DEVICE = 136;

  private final DirectoryHandle directory;
  private final Arena arena = Arena.ofConfined();
  private final MemorySegment memory = arena.allocate(STATUS_BYTES + Scratch.PATH_MAX, 16);
  private final ByteBuffer bytes = memory.asByteBuffer().order(ByteOrder.nativeOrder());
  private final byte[] status = new byte[NEEDED];

  private FileVersions(DirectoryHandle directory) {
    this.directory = directory;
  }

  public static FileVersions below(Path directory) throws LinuxException {
    return new FileVersions(DirectoryHandle.open(directory));
  }

  /// Whether the file is there and what it was; a link at its end is not followed.
  ///
  /// @param packed holds its path, relative and without a NUL, and its version
  public boolean isSame(byte[] packed, int path, int length, int version) throws LinuxException {
    if (length >= Scratch.PATH_MAX) {
      return false;
    }
    bytes.put(STATUS_BYTES, packed, path, length).put(STATUS_BYTES + length, (byte) 0);
    long address = memory.address();
    long result =
        SystemCall.raw(
            CallNumber.STATX,
            directory.fd(),
            address + STATUS_BYTES,
            FLAGS | FileStatus.NO_AUTOMOUNT,
            FileStatus.BASIC_STATS,
            address);
    if (result < 0) {
      return false;
    }
    bytes.get(0, status);
    return same(INODE, packed, version, FileVersion.CTIME)
        && same(STATUS_CTIME, packed, version + FileVersion.CTIME, 12)
        && same(STATUS_MTIME, packed, version + FileVersion.MTIME, 12)
        && same(STATUS_DEVICE, packed, version + FileVersion.DEVICE, 8);
  }

  private boolean same(int at, byte[] packed, int offset, int length) {
    return Arrays.equals(status, at, at + length, packed, offset, offset + length);
  }

  @Override
  public void close() {
    arena.close();
    directory.close();
  }
}
