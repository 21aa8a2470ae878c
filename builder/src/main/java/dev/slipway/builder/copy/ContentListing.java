package dev.slipway.builder.copy;

import dev.slipway.image.ImagePath;
import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
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
