package dev.slipway.image.layer;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/// Writes a layer's tar; the same entries in the same order give the same bytes.
@SuppressWarnings("DoNotCallSuggester")
public final class LayerTarWriter implements Closeable {
  public LayerTarWriter(OutputStream sink) {
    throw new UnsupportedOperationException();
  }

  /// Appends one entry. `data` must give exactly the entry's size.
  ///
  /// @return the entry with the place of its data in this tar
  public LayerEntry add(LayerEntry entry, @Nullable InputStream data) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Ends the tar and tells what is in it; the sink stays open.
  public LayerIndex finish() throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Closes the sink; a tar that was not finished stays cut off.
  @Override
  public void close() throws IOException {
    throw new UnsupportedOperationException();
  }
}
