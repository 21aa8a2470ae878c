package dev.slipway.image.layer;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// zstd by its native library.
final class ZstdStreams {
  private ZstdStreams() {}

  static InputStream input(InputStream compressed) throws IOException {
    return new ZstdInputStream(compressed);
  }

  /// At least one worker always: output differs between none and some, but not with their number.
  static OutputStream output(OutputStream sink, int level) throws IOException {
    return new ZstdOutputStream(sink, level)
        .setChecksum(true)
        .setWorkers(Math.max(1, Runtime.getRuntime().availableProcessors()));
  }
}
