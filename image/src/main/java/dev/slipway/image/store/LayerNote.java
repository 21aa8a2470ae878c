package dev.slipway.image.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// A small file beside a layer that spares computing something again. It is not flushed: its
/// checksum, a CRC32C at its end, tells whether it is whole.
record LayerNote(Path file) {
  private static final int CHECKSUM_BYTES = 4;

  /// Null where it is missing or damaged.
  byte @Nullable [] read() throws IOException {
    byte[] stored;
    try {
      stored = Files.readAllBytes(file);
    } catch (NoSuchFileException _) {
      return null;
    }
    int length = stored.length - CHECKSUM_BYTES;
    if (length < 0 || ByteBuffer.wrap(stored).getInt(length) != checksum(stored, length)) {
      return null;
    }
    return Arrays.copyOf(stored, length);
  }

  void write(byte[] note, Path temporary) throws IOException {
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    ByteBuffer stored = ByteBuffer.allocate(note.length + CHECKSUM_BYTES);
    stored.put(note).putInt(checksum(note, note.length));
    Files.write(temporary, stored.array());
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static int checksum(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
