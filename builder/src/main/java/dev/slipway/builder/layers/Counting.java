package dev.slipway.builder.layers;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// Tells how much of a layer has come, and how it ended.
///
/// @param came is told the bytes so far, about every half megabyte
/// @param end is told why it failed; null where it did not
public record Counting(LongConsumer came, Consumer<@Nullable String> end) {
  private static final long STEP = 512 * 1024;

  void ended(@Nullable String failure) {
    end.accept(failure);
  }

  InputStream counted(InputStream in) {
    return new Counted(in);
  }

  private final class Counted extends FilterInputStream {
    private long count;
    private long told;

    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      int read = in.read(bytes, offset, length);
      count += Math.max(0, read);
      if (count - told >= STEP || (read < 0 && told < count)) {
        told = count;
        came.accept(count);
      }
      return read;
    }
  }
}
