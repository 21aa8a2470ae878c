package dev.slipway.image.erofs;

import dev.slipway.image.Digest;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerIndex;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SortedMap;

/// Makes the metadata with which the kernel mounts a layer's tar without unpacking it (`mount -t
/// erofs -o device=TAR METADATA`, Linux 6.12): the same layer, the same bytes.
///
/// A whiteout is the character device 0:0, and an opaque directory has overlayfs's attribute for
/// root.
public final class ErofsMetadata {
  private static final int LONGEST_LINK = 4095;

  private final ErofsNodes nodes;
  private final int[] numbers;

  /// Where data in blocks begins: 0 for data elsewhere.
  private final int[] blocks;

  private int end = ErofsFormat.FIRST_INODE;

  private ErofsMetadata(ErofsNodes nodes) {
    this.nodes = nodes;
    this.numbers = new int[nodes.count()];
    this.blocks = new int[nodes.count()];
  }

  /// The file system of the layer `diffId`, whose uncompressed tar has `tarBytes` bytes.
  ///
  /// @throws NotMountableException the layer has what EROFS cannot hold
  public static byte[] of(LayerIndex index, Digest diffId, long tarBytes)
      throws NotMountableException {
    if (ErofsFormat.blocks(tarBytes) > Integer.MAX_VALUE) {
      throw new NotMountableException("its tar has " + tarBytes + " bytes");
    }
    var metadata = new ErofsMetadata(ErofsNodes.of(index));
    metadata.place();
    return metadata.write(diffId, tarBytes);
  }

  /// Whether the file is there and as it was written.
  public static boolean isWhole(Path file) throws IOException {
    try {
      return ErofsFormat.isWhole(Files.readAllBytes(file));
    } catch (NoSuchFileException _) {
      return false;
    }
  }

  private void place() throws NotMountableException {
    int[] sizes = new int[nodes.count()];
    for (int node = 0; node < nodes.count(); node++) {
      if (nodes.hasInode(node)) {
        sizes[node] = placeInode(node);
      }
    }
    end = ErofsFormat.roundUp(end, ErofsFormat.BLOCK);
    for (int node = 0; node < nodes.count(); node++) {
      if (sizes[node] != 0) {
        blocks[node] = end / ErofsFormat.BLOCK;
        end = Math.addExact(end, ErofsFormat.roundUp(sizes[node], ErofsFormat.BLOCK));
      }
    }
  }

  /// Data behind an inode must be in one block with it.
  ///
  /// @return the bytes that go into blocks, 0 if none
  private int placeInode(int node) throws NotMountableException {
    LayerEntry entry = nodes.entry(node);
    int head = ErofsFormat.INODE_BYTES + ErofsXattrs.size(entry, nodes.isOpaque(node));
    int data = dataSize(node, entry);
    boolean inline = head + data <= ErofsFormat.BLOCK;
    int at = ErofsFormat.roundUp(end, ErofsFormat.INODE_UNIT);
    int size = head;
    if (isInChunk(entry)) {
      size = chunkIndex(head) + ErofsFormat.CHUNK_INDEX_BYTES;
    } else if (inline && data > 0) {
      size = head + data;
      if (at % ErofsFormat.BLOCK + size > ErofsFormat.BLOCK) {
        at = ErofsFormat.roundUp(at, ErofsFormat.BLOCK);
      }
    }
    numbers[node] = at / ErofsFormat.INODE_UNIT;
    end = Math.addExact(at, size);
    return inline ? 0 : data;
  }

  private static int chunkIndex(int head) {
    return ErofsFormat.roundUp(head, ErofsFormat.CHUNK_INDEX_BYTES);
  }

  private static boolean isInChunk(LayerEntry entry) {
    return entry.kind() == EntryKind.FILE && entry.size() > 0;
  }

  /// The bytes of what is not in the tar.
  private int dataSize(int node, LayerEntry entry) throws NotMountableException {
    if (entry.isDirectory()) {
      return new ErofsDirectory(nodes, node).size();
    }
    int link = entry.kind() == EntryKind.SYMLINK ? entry.linkTarget().bytes().length : 0;
    if (link > LONGEST_LINK) {
      throw new NotMountableException("the target of the link " + entry.path() + " is too long");
    }
    if (isInChunk(entry)
        && (entry.dataOffset() < 0 || entry.dataOffset() % ErofsFormat.BLOCK != 0)) {
      throw new NotMountableException("the data of " + entry.path() + " is not at a block");
    }
    return link;
  }

  private byte[] write(Digest diffId, long tarBytes) throws NotMountableException {
    byte[] bytes = new byte[Math.addExact(end, ErofsFormat.BLOCK)];
    ByteBuffer image = ErofsFormat.over(bytes);
    int inodes = 0;
    for (int node = 0; node < nodes.count(); node++) {
      if (nodes.hasInode(node)) {
        writeInode(image, node, ++inodes);
      }
    }
    byte[] tag = diffId.hex().getBytes(StandardCharsets.US_ASCII);
    byte[] uuid = Arrays.copyOf(HexFormat.of().parseHex(diffId.hex()), 16);
    ErofsFormat.writeSuperblock(bytes, numbers[0], inodes, tarBytes, tag, uuid);
    ErofsFormat.writeTrailer(bytes);
    return bytes;
  }

  private void writeInode(ByteBuffer image, int node, int serial) throws NotMountableException {
    LayerEntry entry = nodes.entry(node);
    int at = numbers[node] * ErofsFormat.INODE_UNIT;
    SortedMap<String, byte[]> xattrs = ErofsXattrs.of(entry, nodes.isOpaque(node));
    int xattrBytes = ErofsXattrs.size(entry, nodes.isOpaque(node));
    ErofsXattrs.write(xattrs, image, at + ErofsFormat.INODE_BYTES);
    image.putShort(at + 2, (short) ErofsXattrs.count(xattrBytes));
    image.putShort(at + 4, (short) ErofsFormat.mode(entry));
    image.putInt(at + 20, serial);
    image.putInt(at + 24, (int) entry.uid());
    image.putInt(at + 28, (int) entry.gid());
    image.putLong(at + 32, entry.mtimeSeconds());
    image.putInt(at + 40, entry.mtimeNanos());
    image.putInt(at + 44, nodes.links(node));
    int behind = at + ErofsFormat.INODE_BYTES + xattrBytes;
    int layout =
        switch (entry.kind()) {
          case FILE -> writeChunk(image, at, behind - at, entry);
          case DIRECTORY -> {
            var directory = new ErofsDirectory(nodes, node);
            directory.write(image, dataPlace(image, node, directory.size(), behind), numbers);
            yield layout(node);
          }
          case SYMLINK -> {
            byte[] target = entry.linkTarget().bytes();
            image.put(dataPlace(image, node, target.length, behind), target);
            yield layout(node);
          }
          case CHARACTER_DEVICE, BLOCK_DEVICE -> {
            image.putInt(at + 16, ErofsFormat.deviceNumber(entry));
            yield ErofsFormat.LAYOUT_PLAIN;
          }
          case FIFO, WHITEOUT -> ErofsFormat.LAYOUT_PLAIN;
          case HARD_LINK, OPAQUE -> throw new IllegalStateException("no inode: " + entry);
        };
    image.putShort(at, (short) (1 | layout << 1));
  }

  private int layout(int node) {
    return blocks[node] == 0 ? ErofsFormat.LAYOUT_INLINE : ErofsFormat.LAYOUT_PLAIN;
  }

  /// Notes size and place of data that is here, and tells the place.
  private int dataPlace(ByteBuffer image, int node, int size, int behind) {
    int at = numbers[node] * ErofsFormat.INODE_UNIT;
    image.putLong(at + 8, size);
    image.putInt(at + 16, blocks[node]);
    return blocks[node] == 0 ? behind : blocks[node] * ErofsFormat.BLOCK;
  }

  /// One chunk for the whole file, as large as that takes.
  private static int writeChunk(ByteBuffer image, int at, int head, LayerEntry entry)
      throws NotMountableException {
    if (!isInChunk(entry)) {
      return ErofsFormat.LAYOUT_PLAIN;
    }
    long blocks = ErofsFormat.blocks(entry.size());
    int bits = blocks <= 1 ? 0 : 64 - Long.numberOfLeadingZeros(blocks - 1);
    if (bits > ErofsFormat.MOST_CHUNK_BITS) {
      throw new NotMountableException(entry.path() + " has " + entry.size() + " bytes");
    }
    image.putLong(at + 8, entry.size());
    image.putShort(at + 16, (short) (ErofsFormat.CHUNK_INDEXES | bits));
    int index = at + chunkIndex(head);
    image.putShort(index + 2, (short) ErofsFormat.TAR_DEVICE);
    image.putInt(index + 4, (int) (entry.dataOffset() >>> ErofsFormat.BLOCK_BITS));
    return ErofsFormat.LAYOUT_CHUNKS;
  }
}
