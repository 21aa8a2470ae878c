package dev.slipway.image.layer;

import dev.slipway.image.ImageException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// A [LayerIndex] as a file: a header (magic, version, counts), the encoded entries, their places
/// in the order of the tar, their numbers in the order of the paths, and a CRC32C of all that.
final class StoredIndex {
  private static final long MAGIC = 0x536c69704c617901L; // "SlipLay" and the version
  private static final int HEADER_BYTES = 8 + 4 + 4 + 8;

  private StoredIndex() {}

  static void write(Path file, byte[] data, int[] starts, int[] byPath, long fileBytes)
      throws IOException {
    ByteBuffer stored = ByteBuffer.allocate(HEADER_BYTES + data.length + starts.length * 8 + 4);
    stored.putLong(MAGIC).putInt(starts.length).putInt(data.length).putLong(fileBytes).put(data);
    Arrays.stream(starts).forEach(stored::putInt);
    Arrays.stream(byPath).forEach(stored::putInt);
    stored.putInt(checksum(stored.array(), stored.position()));
    Files.write(file, stored.array());
  }

  static LayerIndex read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    ByteBuffer stored = ByteBuffer.wrap(bytes);
    if (bytes.length < HEADER_BYTES + 4 || stored.getLong() != MAGIC) {
      throw damaged(file, "it is no index of this version");
    }
    if (checksum(bytes, bytes.length - 4) != stored.getInt(bytes.length - 4)) {
      throw damaged(file, "its checksum is wrong");
    }
    int count = stored.getInt();
    byte[] data = new byte[stored.getInt()];
    long fileBytes = stored.getLong();
    stored.get(data);
    return new LayerIndex(data, ints(stored, count), ints(stored, count), fileBytes);
  }

  private static ImageException damaged(Path file, String what) {
    return new ImageException(
        "the layer index " + file + " is damaged: " + what, "remove it; it is made anew");
  }

  private static int[] ints(ByteBuffer source, int count) {
    int[] ints = new int[count];
    source.asIntBuffer().get(ints);
    source.position(source.position() + 4 * count);
    return ints;
  }

  private static int checksum(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
