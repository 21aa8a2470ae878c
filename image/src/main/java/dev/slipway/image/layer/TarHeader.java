package dev.slipway.image.layer;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/// One 512-byte header block of a tar, in any of its dialects (v7, ustar, GNU, star).
final class TarHeader {
  static final int BLOCK = 512;

  /// The length that so many bytes take in a tar.
  static long padded(long length) {
    return length + (-length & BLOCK - 1);
  }

  private static final int CHECKSUM_FROM = 148;
  private static final int CHECKSUM_TO = 156;

  private final byte[] block;
  private final long offset;

  /// @param offset where the block stands in the tar, for messages
  TarHeader(byte[] block, long offset) {
    this.block = block;
    this.offset = offset;
  }

  static boolean isZero(byte[] block) {
    for (byte b : block) {
      if (b != 0) {
        return false;
      }
    }
    return true;
  }

  void verifyChecksum() {
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK; i++) {
      byte b = i >= CHECKSUM_FROM && i < CHECKSUM_TO ? (byte) ' ' : block[i];
      unsigned += b & 0xff;
      signed += b;
    }
    long stored = octal(CHECKSUM_FROM, 8, "checksum");
    if (stored != unsigned && stored != signed) {
      throw MalformedLayer.damaged(offset, "the header's checksum is wrong");
    }
  }

  byte type() {
    return block[156];
  }

  /// The name, with ustar's or star's prefix before it.
  byte[] name() {
    byte[] name = text(0, 100);
    byte[] prefix = new byte[0];
    if (isUstar()) {
      prefix = text(345, isStar() ? 131 : 155);
    }
    if (prefix.length == 0) {
      return name;
    }
    var joined = new ByteArrayOutputStream();
    joined.writeBytes(prefix);
    joined.write('/');
    joined.writeBytes(name);
    return joined.toByteArray();
  }

  int mode() {
    return (int) number(100, 8, "mode") & 07777;
  }

  long uid() {
    return natural(108, 8, "user");
  }

  long gid() {
    return natural(116, 8, "group");
  }

  long size() {
    return natural(124, 12, "size");
  }

  long mtime() {
    return number(136, 12, "time");
  }

  byte[] linkName() {
    return text(157, 100);
  }

  int deviceMajor() {
    return (int) natural(329, 8, "device");
  }

  int deviceMinor() {
    return (int) natural(337, 8, "device");
  }

  private boolean isUstar() {
    return block[257] == 'u'
        && block[258] == 's'
        && block[259] == 't'
        && block[260] == 'a'
        && block[261] == 'r'
        && block[262] == 0;
  }

  private boolean isStar() {
    return block[508] == 't' && block[509] == 'a' && block[510] == 'r' && block[511] == 0;
  }

  private byte[] text(int from, int length) {
    int end = from;
    while (end < from + length && block[end] != 0) {
      end++;
    }
    return Arrays.copyOfRange(block, from, end);
  }

  private long natural(int from, int length, String field) {
    long number = number(from, length, field);
    if (number < 0) {
      throw MalformedLayer.damaged(offset + from, "a negative " + field);
    }
    return number;
  }

  private long number(int from, int length, String field) {
    return (block[from] & 0x80) != 0 ? binary(from, length, field) : octal(from, length, field);
  }

  /// GNU's base-256: a big-endian two's complement number whose highest bit is a mark.
  private long binary(int from, int length, String field) {
    boolean negative = (block[from] & 0x40) != 0;
    long value = negative ? -1 : 0;
    for (int i = from; i < from + length; i++) {
      int digit = block[i] & 0xff;
      if (i == from) {
        digit = negative ? digit | 0x80 : digit & 0x7f;
      }
      long next = value << 8 | digit;
      if (next >> 8 != value) {
        throw MalformedLayer.damaged(offset + from, "a " + field + " beyond 64 bits");
      }
      value = next;
    }
    return value;
  }

  private long octal(int from, int length, String field) {
    int start = from;
    int end = from + length;
    while (start < end && (block[start] == ' ' || block[start] == 0)) {
      start++;
    }
    while (end > start && (block[end - 1] == ' ' || block[end - 1] == 0)) {
      end--;
    }
    long value = 0;
    for (int i = start; i < end; i++) {
      if (block[i] == 0) {
        break; // What stands after the first NUL is no part of the number.
      }
      if (block[i] < '0' || block[i] > '7') {
        throw MalformedLayer.damaged(offset + from, "the " + field + " is no octal number");
      }
      value = value << 3 | (block[i] - '0');
    }
    return value;
  }
}
