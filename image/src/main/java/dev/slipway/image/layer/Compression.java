package dev.slipway.image.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// How a blob is compressed.
@SuppressWarnings("DoNotCallSuggester")
public enum Compression {
  NONE,
  GZIP,
  ZSTD,
  BZIP2,
  XZ;

  /// How many bytes [#detect] wants to see.
  public static final int DETECTION_BYTES = 6;

  /// Tells from a file's first bytes.
  public static Compression detect(byte[] start) {
    throw new UnsupportedOperationException();
  }

  /// Looks into the stream and decompresses what is there; an uncompressed one is passed on.
  public static InputStream decompressing(InputStream source) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// Decompresses a stream of this kind, concatenated members included.
  public InputStream decompress(InputStream compressed) throws IOException {
    throw new UnsupportedOperationException();
  }

  /// A stream that compresses into `sink`; NONE, GZIP and ZSTD only. The bytes do not depend on the
  /// number of threads.
  public OutputStream compress(OutputStream sink) throws IOException {
    throw new UnsupportedOperationException();
  }
}
