package dev.slipway.builder.attest;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// The least that a program of Go's has of an ELF file.
final class TestPrograms {
  private static final int SIZE = 16384;
  private static final int INFO = 4096;
  private static final int SECTIONS = 12288;
  private static final int STRINGS = 13000;
  private static final long ADDRESS = 0x400000;
  private static final String MARK = "0123456789abcdef";

  private TestPrograms() {}

  /// As since Go 1.18.
  static byte[] inline(String version, String modules) {
    byte[] bytes = new byte[SIZE];
    ByteBuffer file = elf(bytes);
    file.position(INFO).put(magic()).put((byte) 8).put((byte) 2);
    file.position(INFO + 32);
    text(file, version.getBytes(StandardCharsets.UTF_8));
    text(file, (MARK + modules + MARK).getBytes(StandardCharsets.UTF_8));
    return bytes;
  }

  private static void text(ByteBuffer file, byte[] bytes) {
    int length = bytes.length;
    while (length >= 0x80) {
      file.put((byte) ((length & 0x7f) | 0x80));
      length >>= 7;
    }
    file.put((byte) length).put(bytes);
  }

  /// As before.
  static byte[] byPointers(String version, String modules) {
    byte[] bytes = new byte[SIZE];
    ByteBuffer file = elf(bytes);
    file.position(INFO).put(magic()).put((byte) 8).put((byte) 0);
    file.putLong(ADDRESS + 6000).putLong(ADDRESS + 6016);
    byte[] marked = (MARK + modules + MARK).getBytes(StandardCharsets.UTF_8);
    file.position(6000).putLong(ADDRESS + 7000).putLong(version.length());
    file.putLong(ADDRESS + 7100).putLong(marked.length);
    file.position(7000).put(version.getBytes(StandardCharsets.UTF_8));
    file.position(7100).put(marked);
    return bytes;
  }

  private static byte[] magic() {
    return "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
  }

  /// One segment, which holds all of the file, and the sections `.shstrtab` and `.go.buildinfo`.
  private static ByteBuffer elf(byte[] bytes) {
    ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    file.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1, 1});
    file.putLong(32, 64).putLong(40, SECTIONS);
    file.putShort(54, (short) 56).putShort(56, (short) 1);
    file.putShort(58, (short) 64).putShort(60, (short) 2).putShort(62, (short) 0);
    file.putInt(64, 1).putInt(68, 6).putLong(72, 0).putLong(80, ADDRESS).putLong(96, SIZE);
    byte[] names = "\0.shstrtab\0.go.buildinfo\0".getBytes(StandardCharsets.US_ASCII);
    file.position(STRINGS).put(names);
    file.putInt(SECTIONS, 1).putLong(SECTIONS + 24, STRINGS).putLong(SECTIONS + 32, names.length);
    int second = SECTIONS + 64;
    file.putInt(second, 11).putLong(second + 24, INFO).putLong(second + 32, 1024);
    return file;
  }
}
