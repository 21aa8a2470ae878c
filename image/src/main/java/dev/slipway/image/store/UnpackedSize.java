package dev.slipway.image.store;

import dev.slipway.image.layer.Compression;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;

/// What a compressed blob says of its size before compression, without unpacking it.
final class UnpackedSize {
  private static final int TRAILER = 4;

  /// Deflate does not do better than this (RFC 1951).
  private static final long GREATEST_RATIO = 1032;

  private UnpackedSize() {}

  /// The last four bytes of gzip are the size modulo 2^32 (RFC 1952). Other kinds say nothing that
  /// can be relied on: the blob's own size stands for it.
  static long estimate(Path blob) throws IOException {
    try (FileChannel channel = FileChannel.open(blob)) {
      long compressed = channel.size();
      ByteBuffer start = ByteBuffer.allocate(Compression.DETECTION_BYTES);
      int read = channel.read(start, 0);
      byte[] first = Arrays.copyOf(start.array(), Math.max(read, 0));
      if (compressed < 18 || Compression.detect(first) != Compression.GZIP) {
        return compressed;
      }
      ByteBuffer trailer = ByteBuffer.allocate(TRAILER).order(ByteOrder.LITTLE_ENDIAN);
      int _ = channel.read(trailer, compressed - TRAILER);
      long size = trailer.getInt(0) & 0xffffffffL;
      while (size < compressed / 2) {
        size += 1L << 32;
      }
      return Math.min(size, compressed * GREATEST_RATIO);
    }
  }
}
