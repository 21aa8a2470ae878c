package dev.slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;
import org.tukaani.xz.XZInputStream;

/// xz by its Java library.
final class XzStreams {
  private static final int MOST_MEMORY_KIB = 512 * 1024;

  private XzStreams() {}

  static InputStream input(InputStream compressed) throws IOException {
    return new XZInputStream(compressed, MOST_MEMORY_KIB);
  }
}
