package dev.slipway.builder.copy;

import dev.slipway.image.ImagePath;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Which files a copy's content is made of, small enough to be kept beside it: for each its path
/// and 64 bits that stand for all that a key sees of it. Two listings tell which files differ.
///
/// The form: for each file how many bytes its path shares with the one before (2 bytes), how many
/// follow (2 bytes), those, and the mark (8 bytes).
public final class ContentListing {
  private static final int MOST_FILES = 200_000;
  private static final long DATA_WEIGHT = 31;

  private final byte[] encoded;

  private ContentListing(byte[] encoded) {
    this.encoded = encoded;
  }

  /// Takes a listing from its bytes, which become its own.
  public static ContentListing of(byte[] encoded) {
    return new ContentListing(encoded);
  }

  public byte[] encoded() {
    return encoded.clone();
  }

  /// Marks by path, without the leading `/`; null where the bytes are damaged.
  public @Nullable Map<String, Long> files() {
    Map<String, Long> files = new TreeMap<>();
    ByteBuffer in = ByteBuffer.wrap(encoded);
    byte[] path = {};
    try {
      while (in.hasRemaining()) {
        int shared = in.getShort() & 0xffff;
        int more = in.getShort() & 0xffff;
        if (shared > path.length || more > in.remaining()) {
          return null;
        }
        path = Arrays.copyOf(path, shared + more);
        in.get(path, shared, more);
        files.put(new String(path, StandardCharsets.UTF_8), in.getLong());
      }
      return files;
    } catch (BufferUnderflowException damaged) {
      return null;
    }
  }

  /// The same with other bytes in some regular files; null where one of them is not in it.
  ///
  /// @param changed the paths without the leading `/` and how much later the first eight bytes of
  ///   their hashes are, in the order of the listing
  public @Nullable ContentListing with(List<ChangedMark> changed) {
    byte[] edited = encoded.clone();
    ByteBuffer in = ByteBuffer.wrap(edited);
    byte[] path = new byte[1 << 13];
    int next = 0;
    for (int at = 0; at < edited.length && next < changed.size(); ) {
      int shared = in.getShort(at) & 0xffff;
      int more = in.getShort(at + 2) & 0xffff;
      if (shared + more > path.length || at + 4 + more + Long.BYTES > edited.length) {
        return null;
      }
      System.arraycopy(edited, at + 4, path, shared, more);
      at += 4 + more;
      if (changed.get(next).isAt(path, shared + more)) {
        in.putLong(at, in.getLong(at) + changed.get(next).distance() * DATA_WEIGHT);
        next++;
      }
      at += Long.BYTES;
    }
    return next == changed.size() ? new ContentListing(edited) : null;
  }

  /// A file whose bytes have changed.
  @SuppressWarnings("ArrayRecordComponent")
  public record ChangedMark(byte[] path, long distance) {
    private boolean isAt(byte[] other, int length) {
      return path.length == length && Arrays.equals(path, 0, length, other, 0, length);
    }
  }

  /// What stands for a file.
  ///
  /// @param data the beginning of its hash
  /// @param attributes stands for those
  static long mark(long data, long attributes) {
    return data * DATA_WEIGHT + attributes;
  }

  /// A listing on its way.
  static final class Draft {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteBuffer numbers = ByteBuffer.allocate(Long.BYTES);
    private byte[] last = {};
    private int count;

    void add(ImagePath path, long mark) {
      if (++count > MOST_FILES) {
        return;
      }
      byte[] bytes = path.relativeBytes();
      int shared = Arrays.mismatch(last, bytes);
      shared = shared < 0 ? bytes.length : shared;
      number(shared);
      number(bytes.length - shared);
      out.write(bytes, shared, bytes.length - shared);
      out.writeBytes(numbers.putLong(0, mark).array());
      last = bytes;
    }

    private void number(int value) {
      out.write(value >> 8);
      out.write(value);
    }

    /// Null where there are more files than a listing is kept of.
    @Nullable ContentListing finish() {
      return count > MOST_FILES ? null : new ContentListing(out.toByteArray());
    }
  }
}
