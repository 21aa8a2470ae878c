package dev.slipway.builder.attest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is where in a program file (ELF, System V ABI chapter 4).
final class ElfFile {
  private static final int HEADER = 64;
  private static final int MOST_HEADERS = 4096;
  private static final int WRITABLE_DATA = 2;
  private static final int LOADED = 1;

  private final Opening opening;
  private final boolean wide;
  private final ByteOrder order;
  private final List<Segment> segments = new ArrayList<>();
  private @Nullable Range buildInfo;

  /// Opens the file at its beginning.
  @FunctionalInterface
  interface Opening {
    InputStream open() throws IOException;
  }

  /// Bytes of the file.
  record Range(long offset, long size) {}

  private record Segment(long address, long offset, long size, boolean writableData) {}

  private ElfFile(Opening opening, ByteBuffer header) throws IOException {
    this.opening = opening;
    this.wide = header.get(4) == 2;
    this.order = header.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    header.order(order);
    readSegments(header);
    readSections(header);
  }

  /// Null where the file is no program of this kind.
  static @Nullable ElfFile read(Opening opening) throws IOException {
    ByteBuffer header = ByteBuffer.wrap(bytes(opening, 0, HEADER));
    boolean elf = header.limit() == HEADER && header.getInt(0) == 0x7f454c46;
    if (!elf) {
      return null;
    }
    try {
      return new ElfFile(opening, header);
    } catch (IndexOutOfBoundsException damaged) {
      return null;
    }
  }

  private void readSegments(ByteBuffer header) throws IOException {
    long offset = wide ? header.getLong(32) : header.getInt(28) & 0xffffffffL;
    int size = header.getShort(wide ? 54 : 42) & 0xffff;
    int count = header.getShort(wide ? 56 : 44) & 0xffff;
    ByteBuffer table = table(offset, size, count);
    for (int i = 0; i < count; i++) {
      int at = i * size;
      if (table.getInt(at) == LOADED) {
        int flags = table.getInt(at + (wide ? 4 : 24));
        segments.add(
            new Segment(
                number(table, at + (wide ? 16 : 8)),
                number(table, at + (wide ? 8 : 4)),
                number(table, at + (wide ? 32 : 16)),
                (flags & 3) == WRITABLE_DATA));
      }
    }
  }

  private void readSections(ByteBuffer header) throws IOException {
    long offset = wide ? header.getLong(40) : header.getInt(32) & 0xffffffffL;
    int size = header.getShort(wide ? 58 : 46) & 0xffff;
    int count = header.getShort(wide ? 60 : 48) & 0xffff;
    int names = header.getShort(wide ? 62 : 50) & 0xffff;
    if (count == 0 || names >= count) {
      return;
    }
    ByteBuffer table = table(offset, size, count);
    Range strings = section(table, names * size);
    byte[] text = bytes(opening, strings.offset(), (int) Math.min(strings.size(), 1 << 20));
    for (int i = 0; i < count; i++) {
      if (name(text, table.getInt(i * size)).equals(".go.buildinfo")) {
        buildInfo = section(table, i * size);
      }
    }
  }

  private Range section(ByteBuffer table, int at) {
    return new Range(number(table, at + (wide ? 24 : 16)), number(table, at + (wide ? 32 : 20)));
  }

  private long number(ByteBuffer buffer, int at) {
    return wide ? buffer.getLong(at) : buffer.getInt(at) & 0xffffffffL;
  }

  private ByteBuffer table(long offset, int size, int count) throws IOException {
    int most = Math.min(count, MOST_HEADERS) * size;
    return ByteBuffer.wrap(bytes(opening, offset, most)).order(order);
  }

  private static String name(byte[] strings, int start) {
    int end = start;
    while (end >= 0 && end < strings.length && strings[end] != 0) {
      end++;
    }
    return start < 0 || start >= strings.length
        ? ""
        : new String(strings, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /// Where Go's build information is to be looked for; null where there can be none.
  @Nullable Range buildInformation() {
    if (buildInfo != null) {
      return buildInfo;
    }
    for (Segment segment : segments) {
      if (segment.writableData()) {
        return new Range(segment.offset(), segment.size());
      }
    }
    return null;
  }

  boolean wide() {
    return wide;
  }

  /// Fewer where the file ends.
  byte[] bytes(long offset, int length) throws IOException {
    return bytes(opening, offset, length);
  }

  /// The bytes that are at an address when the program runs; none where nothing is loaded there.
  byte[] atAddress(long address, int length) throws IOException {
    for (Segment segment : segments) {
      if (address >= segment.address() && address < segment.address() + segment.size()) {
        return bytes(segment.offset() + address - segment.address(), length);
      }
    }
    return new byte[0];
  }

  private static byte[] bytes(Opening opening, long offset, int length) throws IOException {
    if (offset < 0 || length <= 0) {
      return new byte[0];
    }
    try (InputStream in = opening.open()) {
      long left = offset;
      while (left > 0) {
        long skipped = in.skip(left);
        if (skipped <= 0) {
          if (in.read() < 0) {
            return new byte[0];
          }
          skipped = 1;
        }
        left -= skipped;
      }
      return in.readNBytes(length);
    }
  }
}
