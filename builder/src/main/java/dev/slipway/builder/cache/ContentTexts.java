package dev.slipway.builder.cache;

import dev.slipway.builder.copy.ContentText;
import dev.slipway.image.Digest;
import dev.slipway.image.store.ImageStore;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The texts of large copies, `texts/HEX` by the content's digest, each with a CRC32C behind it.
/// One that is gone makes the next build look at all files of its copy, and nothing else. The
/// newest are kept.
public final class ContentTexts {
  private static final int MOST = 32;
  private static final long MOST_BYTES = 64 << 20;

  private final ImageStore store;
  private final Path directory;

  public ContentTexts(ImageStore store) throws IOException {
    this.store = store;
    this.directory = store.area("texts");
  }

  public void put(Digest content, ContentText text) throws IOException {
    Path file = directory.resolve(content.hex());
    if (Files.exists(file)) {
      return;
    }
    Path unfinished = store.temporary("text");
    byte[] bytes = text.encoded();
    try (OutputStream out = Files.newOutputStream(unfinished)) {
      out.write(bytes);
      out.write(ByteBuffer.allocate(Integer.BYTES).putInt(checksum(bytes, bytes.length)).array());
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    KeptFiles.dropOldest(directory, MOST, MOST_BYTES);
  }

  /// The text of a content; null where it is not kept, or damaged.
  public @Nullable ContentText find(Digest content) throws IOException {
    try {
      return read(directory.resolve(content.hex()));
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  /// Whether a file of the directory can be read to its end.
  public static boolean isWhole(Path file) throws IOException {
    return read(file) != null;
  }

  private static @Nullable ContentText read(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int length = bytes.length - Integer.BYTES;
    boolean whole = length >= 0 && ByteBuffer.wrap(bytes).getInt(length) == checksum(bytes, length);
    return whole ? ContentText.of(Arrays.copyOf(bytes, length)) : null;
  }

  private static int checksum(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
