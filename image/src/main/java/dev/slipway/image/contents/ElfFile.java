package dev.slipway.image.contents;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A 64-bit ELF file, whose bytes are all at hand.
final class ElfFile {
  private static final int HEADER = 64;
  private static final int SECTION = 64;
  private static final int NOBITS = 8;

  /// @param address where it is in memory
  record Section(String name, long address, long offset, long size) {}

  private final ByteBuffer bytes;
  private final List<Section> sections;

  private ElfFile(ByteBuffer bytes, List<Section> sections) {
    this.bytes = bytes;
    this.sections = sections;
  }

  /// Whether a file begins as one does.
  static boolean isOne(ByteBuffer bytes) {
    return bytes.limit() > HEADER
        && bytes.get(0) == 0x7f
        && bytes.get(1) == 'E'
        && bytes.get(2) == 'L'
        && bytes.get(3) == 'F'
        && bytes.get(4) == 2;
  }

  /// Null for what is none, or is damaged.
  static @Nullable ElfFile read(ByteBuffer file) {
    if (!isOne(file)) {
      return null;
    }
    ByteBuffer bytes = file.duplicate();
    bytes.order(file.get(5) == 2 ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    try {
      return new ElfFile(bytes, sections(bytes));
    } catch (IndexOutOfBoundsException damaged) {
      return null;
    }
  }

  private static List<Section> sections(ByteBuffer bytes) {
    int table = Math.toIntExact(Math.min(bytes.getLong(0x28), Integer.MAX_VALUE));
    int count = Short.toUnsignedInt(bytes.getShort(0x3c));
    int names = Short.toUnsignedInt(bytes.getShort(0x3e));
    if (table == 0 || count == 0) {
      return List.of();
    }
    long nameTable = bytes.getLong(table + names * SECTION + 0x18);
    var sections = new ArrayList<Section>();
    for (int i = 0; i < count; i++) {
      int at = table + i * SECTION;
      long size = bytes.getInt(at + 4) == NOBITS ? 0 : bytes.getLong(at + 0x20);
      String name = text(bytes, nameTable + bytes.getInt(at));
      sections.add(new Section(name, bytes.getLong(at + 0x10), bytes.getLong(at + 0x18), size));
    }
    return sections;
  }

  static String text(ByteBuffer bytes, long start) {
    int from = Math.toIntExact(Math.min(start, Integer.MAX_VALUE));
    int end = from;
    while (bytes.get(end) != 0) {
      end++;
    }
    var text = new byte[end - from];
    bytes.get(from, text);
    return new String(text, StandardCharsets.UTF_8);
  }

  /// The sections that take room in the file.
  List<Share> shares() {
    var shares = new ArrayList<Share>();
    for (Section section : sections) {
      if (section.size() > 0) {
        shares.add(new Share(section.name(), 1, section.size()));
      }
    }
    return Share.sorted(shares);
  }

  /// A section's bytes, in the file's byte order; null where there is none of that name.
  @Nullable ByteBuffer section(String name) {
    for (Section section : sections) {
      boolean inside =
          section.offset() >= 0
              && section.size() > 0
              && section.offset() + section.size() <= bytes.limit();
      if (section.name().equals(name) && inside) {
        return bytes.slice((int) section.offset(), (int) section.size()).order(bytes.order());
      }
    }
    return null;
  }
}
