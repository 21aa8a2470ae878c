package dev.slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/// bzip2 by Commons Compress.
final class Bzip2Streams {
  private Bzip2Streams() {}

  static InputStream input(InputStream compressed) throws IOException {
    return new BZip2CompressorInputStream(compressed, true);
  }
}
