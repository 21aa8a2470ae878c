package dev.slipway.image.layer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Reads a tar as a stream, byte for byte.
@SuppressWarnings("DoNotCallSuggester")
public final class TarReader implements Closeable {
  public TarReader(InputStream tar, ArchiveOrigin origin) {
    throw new UnsupportedOperationException();
  }

  /// The next entry, or null after the last.
  public @Nullable LayerEntry next() throws IOException {
    throw new UnsupportedOperationException();
  }

  /// The bytes of the entry that [#next] gave last; what is not read of them is skipped.
  public InputStream data() {
    throw new UnsupportedOperationException();
  }

  /// How many bytes of the tar have been read.
  public long position() {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
