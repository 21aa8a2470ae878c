package dev.slipway.image.layer;

import dev.slipway.linux.Libdeflate;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// How a blob is compressed. The libraries behind a kind are loaded only when it is used.
public enum Compression {
  NONE,
  GZIP,
  ZSTD,
  BZIP2,
  XZ;

  /// How many bytes [#detect] wants to see.
  public static final int DETECTION_BYTES = 6;

  /// On Docker's layers level 6 gives a tenth less than level 1 for three times the time.
  public static final int DEFAULT_GZIP_LEVEL = 1;

  public static final int DEFAULT_ZSTD_LEVEL = 3;

  private static final int BUFFER = 64 * 1024;

  /// Tells from a stream's first bytes; what is none of the known is NONE.
  public static Compression detect(byte[] start) {
    if (startsWith(start, 0x1f, 0x8b)) {
      return GZIP;
    }
    if (startsWith(start, 0x28, 0xb5, 0x2f, 0xfd) || isSkippableFrame(start)) {
      return ZSTD;
    }
    if (startsWith(start, 'B', 'Z', 'h')) {
      return BZIP2;
    }
    return startsWith(start, 0xfd, '7', 'z', 'X', 'Z', 0) ? XZ : NONE;
  }

  /// A zstd stream may begin with a frame of something else (RFC 8878, section 3.1.2).
  private static boolean isSkippableFrame(byte[] start) {
    return start.length >= 4
        && (start[0] & 0xf0) == 0x50
        && start[1] == 0x2a
        && start[2] == 0x4d
        && start[3] == 0x18;
  }

  private static boolean startsWith(byte[] bytes, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  /// Looks into the stream and decompresses what is there; an uncompressed one is passed on.
  public static InputStream decompressing(InputStream source) throws IOException {
    var buffered = new BufferedInputStream(source, BUFFER);
    buffered.mark(DETECTION_BYTES);
    byte[] start = buffered.readNBytes(DETECTION_BYTES);
    buffered.reset();
    return detect(start).decompress(buffered);
  }

  /// Decompresses a stream of this kind, concatenated members included. Damage is an
  /// [dev.slipway.image.ImageException]; what `compressed` itself throws is passed on.
  public InputStream decompress(InputStream compressed) throws IOException {
    return switch (this) {
      case NONE -> compressed;
      case GZIP -> new GzipInput(compressed);
      case ZSTD -> DecompressionInput.of("zstd", compressed, ZstdStreams::input);
      case BZIP2 -> DecompressionInput.of("bzip2", compressed, Bzip2Streams::input);
      case XZ -> DecompressionInput.of("xz", compressed, XzStreams::input);
    };
  }

  /// A stream that compresses into `sink`, which it closes; NONE, GZIP and ZSTD only. The bytes do
  /// not depend on the number of threads.
  public OutputStream compress(OutputStream sink) throws IOException {
    return switch (this) {
      case NONE -> sink;
      case GZIP -> new GzipOutput(sink, DEFAULT_GZIP_LEVEL);
      case ZSTD -> ZstdStreams.output(sink, DEFAULT_ZSTD_LEVEL);
      case BZIP2, XZ -> throw new IllegalArgumentException(this + " is only read");
    };
  }

  /// As [#compress], by the fastest means of this machine: the bytes of gzip depend on whether
  /// libdeflate is installed.
  public OutputStream compressQuickly(OutputStream sink) throws IOException {
    return this == GZIP && Libdeflate.isInstalled()
        ? new GzipMembers(sink, DEFAULT_GZIP_LEVEL)
        : compress(sink);
  }

  /// gzip with a level of its own, 0 to 9.
  public static OutputStream gzip(OutputStream sink, int level) throws IOException {
    return new GzipOutput(sink, level);
  }
}
