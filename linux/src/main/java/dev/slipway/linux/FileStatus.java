package dev.slipway.linux;

import java.nio.ByteBuffer;
import java.nio.file.Path;

/// What `statx(2)` says of a file.
///
/// @param mode permission bits with the type bits, as `st_mode`
/// @param device the device number that holds the file, as `st_dev`
/// @param rdevMajor of a device node, else 0
public record FileStatus(
    int mode,
    long uid,
    long gid,
    long size,
    long nlink,
    long inode,
    long device,
    int rdevMajor,
    int rdevMinor,
    long mtimeSeconds,
    int mtimeNanos,
    long ctimeSeconds,
    int ctimeNanos) {
  static final int AT_FDCWD = -100;
  static final int AT_SYMLINK_NOFOLLOW = 0x100;
  static final int AT_EMPTY_PATH = 0x1000;

  static final int BASIC_STATS = 0x7ff;
  static final int NO_AUTOMOUNT = 0x800;
  private static final int BYTES = 256;
  private static final int TYPE_MASK = 0170000;

  /// Follows symbolic links.
  public static FileStatus of(Path path) throws LinuxException {
    return at(AT_FDCWD, Scratch.encode(path), 0);
  }

  /// Does not follow a symbolic link in the last component.
  public static FileStatus ofLink(Path path) throws LinuxException {
    return at(AT_FDCWD, Scratch.encode(path), AT_SYMLINK_NOFOLLOW);
  }

  static FileStatus at(int directory, byte[] name, int flags) throws LinuxException {
    Scratch scratch = Scratch.begin();
    NativeMemory buffer = scratch.allocate(BYTES);
    long path = scratch.path(name);
    SystemCall.check(
        SystemCall.raw(
            CallNumber.STATX, directory, path, flags | NO_AUTOMOUNT, BASIC_STATS, buffer.address()),
        "statx",
        name);
    return read(buffer.buffer());
  }

  private static FileStatus read(ByteBuffer buffer) {
    return new FileStatus(
        buffer.getShort(28) & 0xffff,
        unsigned(buffer, 20),
        unsigned(buffer, 24),
        buffer.getLong(40),
        unsigned(buffer, 16),
        buffer.getLong(32),
        deviceNumber(unsigned(buffer, 136), unsigned(buffer, 140)),
        (int) unsigned(buffer, 128),
        (int) unsigned(buffer, 132),
        buffer.getLong(112),
        buffer.getInt(120),
        buffer.getLong(96),
        buffer.getInt(104));
  }

  private static long unsigned(ByteBuffer buffer, int offset) {
    return Integer.toUnsignedLong(buffer.getInt(offset));
  }

  /// `makedev` of the C library, so that the number is the one that others print.
  static long deviceNumber(long major, long minor) {
    return (major & 0xfffff000L) << 32
        | (major & 0xfffL) << 8
        | (minor & 0xffffff00L) << 12
        | (minor & 0xffL);
  }

  /// Permission bits with setuid, setgid and sticky.
  public int permissions() {
    return mode & 07777;
  }

  public boolean isDirectory() {
    return (mode & TYPE_MASK) == 0040000;
  }

  public boolean isRegularFile() {
    return (mode & TYPE_MASK) == 0100000;
  }

  public boolean isSymbolicLink() {
    return (mode & TYPE_MASK) == 0120000;
  }

  public boolean isCharacterDevice() {
    return (mode & TYPE_MASK) == 0020000;
  }

  public boolean isBlockDevice() {
    return (mode & TYPE_MASK) == 0060000;
  }

  public boolean isFifo() {
    return (mode & TYPE_MASK) == 0010000;
  }

  public boolean isSocket() {
    return (mode & TYPE_MASK) == 0140000;
  }
}
