package dev.slipway.image.layer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// The SHA-256 of each regular file of a layer, in the order of its tar: what tells that a later
/// layer has the same bytes. Of a file that was not known when the tar was written there is none.
///
/// The form: magic and version, which is another one whenever [LayerTarWriter] writes other headers
/// for the same entries, the sums, and a CRC32C of all that.
public final class FileSums {
  private static final long MAGIC = 0x536c697053756d01L; // "SlipSum" and the version
  private static final int SUM = 32;

  private final byte[] sums;

  private FileSums(byte[] sums) {
    this.sums = sums;
  }

  /// Sums on their way.
  public static final class Draft {
    private static final byte[] UNKNOWN = new byte[SUM];

    private byte[] sums = new byte[64 * SUM];
    private int used;

    /// @param sum of the next regular file; null where it is not known
    public void add(byte @Nullable [] sum) {
      if (used == sums.length) {
        sums = Arrays.copyOf(sums, used * 2);
      }
      System.arraycopy(sum == null ? UNKNOWN : sum, 0, sums, used, SUM);
      used += SUM;
    }

    public FileSums finish() {
      return new FileSums(Arrays.copyOf(sums, used));
    }
  }

  int count() {
    return sums.length / SUM;
  }

  /// The same with some of them replaced.
  FileSums with(Map<Integer, byte[]> replaced) {
    byte[] changed = sums.clone();
    replaced.forEach((number, sum) -> System.arraycopy(sum, 0, changed, number * SUM, SUM));
    return new FileSums(changed);
  }

  /// Whether the file with this number has these bytes.
  boolean isAt(int number, byte[] sum) {
    int at = number * SUM;
    return Arrays.equals(sums, at, at + SUM, sum, 0, sum.length)
        && !Arrays.equals(sum, Draft.UNKNOWN);
  }

  /// Writes the stored form; an existing file is overwritten.
  public void write(Path file) throws IOException {
    ByteBuffer stored = ByteBuffer.allocate(Long.BYTES + sums.length + Integer.BYTES);
    stored.putLong(MAGIC).put(sums);
    stored.putInt(checksum(stored.array(), stored.position()));
    Files.write(file, stored.array());
  }

  /// Reads what [#write] wrote; null where there is none, or it is damaged or of another version.
  public static @Nullable FileSums read(Path file) throws IOException {
    try {
      byte[] bytes = Files.readAllBytes(file);
      int end = bytes.length - Integer.BYTES;
      ByteBuffer stored = ByteBuffer.wrap(bytes);
      boolean whole =
          end >= Long.BYTES
              && (end - Long.BYTES) % SUM == 0
              && stored.getLong(0) == MAGIC
              && stored.getInt(end) == checksum(bytes, end);
      return whole ? new FileSums(Arrays.copyOfRange(bytes, Long.BYTES, end)) : null;
    } catch (NoSuchFileException none) {
      return null;
    }
  }

  private static int checksum(byte[] bytes, int length) {
    var crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
