package dev.slipway.image.layer;

import java.util.Arrays;

/// A growing array of bytes that knows variable-length numbers.
final class ByteSink {
  private byte[] bytes = new byte[4096];
  private int size;

  int size() {
    return size;
  }

  byte[] array() {
    return bytes;
  }

  byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  void put(int value) {
    reserve(1);
    bytes[size++] = (byte) value;
  }

  void put(byte[] source, int from, int length) {
    reserve(length);
    System.arraycopy(source, from, bytes, size, length);
    size += length;
  }

  /// A length and the bytes from `from` on.
  void putCounted(byte[] source, int from) {
    putNumber(source.length - from);
    put(source, from, source.length - from);
  }

  /// Seven bits a byte, lowest first; the sign in the lowest bit.
  void putSigned(long value) {
    putNumber((value << 1) ^ (value >> 63));
  }

  /// Seven bits a byte, lowest first.
  void putNumber(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put((int) ((rest & 0x7f) | 0x80));
      rest >>>= 7;
    }
    put((int) rest);
  }

  private void reserve(int more) {
    if (size + more < 0) {
      throw new OutOfMemoryError("more than 2 GB");
    }
    if (size + more > bytes.length) {
      int grown = (int) Math.min(Integer.MAX_VALUE - 8L, Math.max(bytes.length * 2L, size + more));
      bytes = Arrays.copyOf(bytes, grown);
    }
  }
}
