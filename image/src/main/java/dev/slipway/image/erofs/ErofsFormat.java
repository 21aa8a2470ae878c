package dev.slipway.image.erofs;

import dev.slipway.image.layer.LayerEntry;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/// The parts of the on-disk format that are used here (Linux, `Documentation/filesystems/erofs.rst`
/// and `fs/erofs/erofs_fs.h`), all numbers little-endian:
///
/// ```
/// 0     nothing                    1024  superblock, 128 bytes
/// 1152  the tar as device 1        1280  inodes, each at a multiple of 32, its number
/// ...   blocks of long directories and long links        last block: the trailer
/// ```
///
/// Blocks have 512 bytes, because that is what data in a tar is aligned to.
final class ErofsFormat {
  static final int BLOCK_BITS = 9;
  static final int BLOCK = 1 << BLOCK_BITS;
  static final int INODE_BYTES = 64;
  static final int INODE_UNIT = 32;
  static final int FIRST_INODE = 1280;
  static final int CHUNK_INDEX_BYTES = 8;

  /// Data in blocks of this file; data behind the inode; data in a chunk of the tar.
  static final int LAYOUT_PLAIN = 0;

  static final int LAYOUT_INLINE = 2;
  static final int LAYOUT_CHUNKS = 4;

  static final int CHUNK_INDEXES = 0x20;
  static final int MOST_CHUNK_BITS = 31;
  static final int TAR_DEVICE = 1;

  private static final int SUPERBLOCK = 1024;
  private static final int MAGIC = 0xE0F5E1E2;
  private static final int WITH_CHECKSUM_AND_MTIME = 3;
  private static final int WITH_CHUNKS_AND_DEVICES = 0xc;
  private static final int DEVICE_SLOT = SUPERBLOCK + 128;
  private static final int DEVICE_SLOT_BYTES = 128;
  private static final long TRAILER_MAGIC = 0x536c697045524f02L; // "SlipERO" and the version

  private ErofsFormat() {}

  static ByteBuffer over(byte[] image) {
    return ByteBuffer.wrap(image).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// @param tag up to 64 bytes that name the tar
  /// @param uuid 16 bytes
  static void writeSuperblock(
      byte[] bytes, int rootNumber, int inodes, long tarBytes, byte[] tag, byte[] uuid) {
    ByteBuffer image = over(bytes);
    image.putInt(SUPERBLOCK, MAGIC);
    image.putInt(SUPERBLOCK + 8, WITH_CHECKSUM_AND_MTIME);
    image.put(SUPERBLOCK + 12, (byte) BLOCK_BITS);
    image.putShort(SUPERBLOCK + 14, (short) rootNumber);
    image.putLong(SUPERBLOCK + 16, inodes);
    image.putInt(SUPERBLOCK + 36, bytes.length / BLOCK);
    image.put(SUPERBLOCK + 48, uuid);
    image.putInt(SUPERBLOCK + 80, WITH_CHUNKS_AND_DEVICES);
    image.putShort(SUPERBLOCK + 86, (short) 1);
    image.putShort(SUPERBLOCK + 88, (short) (DEVICE_SLOT / DEVICE_SLOT_BYTES));
    image.put(DEVICE_SLOT, tag);
    image.putInt(DEVICE_SLOT + 64, Math.toIntExact(blocks(tarBytes)));
    // Over the superblock's block; the kernel's CRC32C does not invert its result.
    var crc = new CRC32C();
    crc.update(bytes, SUPERBLOCK, BLOCK);
    image.putInt(SUPERBLOCK + 4, (int) ~crc.getValue());
  }

  /// Ours, in a block that no file is in: what finds a file system that was damaged on the disk.
  /// Not a CRC32C, whose tables take longer to prepare than most images to check.
  static void writeTrailer(byte[] image) {
    int at = image.length - BLOCK;
    over(image).putLong(at, TRAILER_MAGIC).putInt(at + 8, checksum(image, at));
  }

  static boolean isWhole(byte[] image) {
    int at = image.length - BLOCK;
    if (at < FIRST_INODE || image.length % BLOCK != 0) {
      return false;
    }
    ByteBuffer buffer = over(image);
    return buffer.getLong(at) == TRAILER_MAGIC && buffer.getInt(at + 8) == checksum(image, at);
  }

  private static int checksum(byte[] image, int length) {
    var crc = new CRC32();
    crc.update(image, 0, length);
    return (int) crc.getValue();
  }

  static long blocks(long bytes) {
    return (bytes + BLOCK - 1) >>> BLOCK_BITS;
  }

  static int roundUp(int offset, int unit) {
    return (offset + unit - 1) / unit * unit;
  }

  /// Type and permissions as `stat` gives them.
  static int mode(LayerEntry entry) {
    return switch (entry.kind()) {
      case FILE -> 0100000 | entry.mode();
      case DIRECTORY -> 0040000 | entry.mode();
      case SYMLINK -> 0120000 | 0777;
      case FIFO -> 0010000 | entry.mode();
      case BLOCK_DEVICE -> 0060000 | entry.mode();
      case CHARACTER_DEVICE -> 0020000 | entry.mode();
      case WHITEOUT -> 0020000;
      case HARD_LINK, OPAQUE -> throw new IllegalArgumentException("no inode: " + entry.kind());
    };
  }

  static byte directoryType(LayerEntry entry) {
    return switch (entry.kind()) {
      case FILE -> 1;
      case DIRECTORY -> 2;
      case CHARACTER_DEVICE, WHITEOUT -> 3;
      case BLOCK_DEVICE -> 4;
      case FIFO -> 5;
      case SYMLINK -> 7;
      case HARD_LINK, OPAQUE -> throw new IllegalArgumentException("no inode: " + entry.kind());
    };
  }

  static int deviceNumber(LayerEntry entry) {
    int major = entry.deviceMajor();
    int minor = entry.deviceMinor();
    return (minor & 0xff) | (major << 8) | ((minor & ~0xff) << 12);
  }
}
