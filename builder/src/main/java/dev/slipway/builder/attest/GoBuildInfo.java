package dev.slipway.builder.attest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What Go's linker writes into a program: the version of Go, the main package, and the modules
/// that it was made of.
///
/// @param goVersion `go1.19.8`
/// @param path of the main package; may be empty
/// @param main null where the program was built outside of a module
/// @param dependencies as they were used, replacements in the place of what they replaced
record GoBuildInfo(
    String goVersion, String path, @Nullable Module main, List<Module> dependencies) {
  private static final byte[] MAGIC = "\u00ff Go buildinf:".getBytes(StandardCharsets.ISO_8859_1);
  private static final int ALIGNMENT = 16;
  private static final int HEADER = 32;
  private static final int SEARCHED = 1 << 20;
  private static final int LONGEST_TEXT = 4 << 20;

  GoBuildInfo {
    dependencies = List.copyOf(dependencies);
  }

  /// @param sum `h1:` and a hash of the module's files in base 64; may be empty
  record Module(String path, String version, String sum) {}

  /// Null where the program is none of Go's.
  static @Nullable GoBuildInfo read(ElfFile file) throws IOException {
    ElfFile.Range range = file.buildInformation();
    if (range == null) {
      return null;
    }
    byte[] searched = file.bytes(range.offset(), (int) Math.min(range.size(), SEARCHED));
    int at = find(searched);
    if (at < 0 || at + HEADER > searched.length) {
      return null;
    }
    int pointerSize = searched[at + 14] & 0xff;
    int flags = searched[at + 15] & 0xff;
    return (flags & 2) != 0
        ? inline(file, range.offset() + at + HEADER)
        : byPointers(file, searched, at, pointerSize, (flags & 1) != 0);
  }

  private static int find(byte[] bytes) {
    for (int at = 0; at + MAGIC.length <= bytes.length; at += ALIGNMENT) {
      if (Arrays.equals(bytes, at, at + MAGIC.length, MAGIC, 0, MAGIC.length)) {
        return at;
      }
    }
    return -1;
  }

  /// Since Go 1.18: two texts, each after its length.
  private static @Nullable GoBuildInfo inline(ElfFile file, long offset) throws IOException {
    ByteBuffer start = ByteBuffer.wrap(file.bytes(offset, 64));
    int length = varint(start);
    if (length <= 0 || length > 1024) {
      return null;
    }
    long versionAt = offset + start.position();
    String version = text(file.bytes(versionAt, length));
    long modulesLengthAt = versionAt + length;
    ByteBuffer second = ByteBuffer.wrap(file.bytes(modulesLengthAt, 16));
    int modulesLength = varint(second);
    byte[] modules =
        modulesLength <= 0 || modulesLength > LONGEST_TEXT
            ? new byte[0]
            : file.bytes(modulesLengthAt + second.position(), modulesLength);
    return parse(version, modules);
  }

  private static int varint(ByteBuffer bytes) {
    int value = 0;
    for (int shift = 0; shift < 28 && bytes.hasRemaining(); shift += 7) {
      int next = bytes.get();
      value |= (next & 0x7f) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    return -1;
  }

  /// Before: addresses of two string headers, each the address of a text and its length.
  private static @Nullable GoBuildInfo byPointers(
      ElfFile file, byte[] found, int at, int size, boolean bigEndian) throws IOException {
    if (size != 4 && size != 8) {
      return null;
    }
    ByteOrder order = bigEndian ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer header = ByteBuffer.wrap(found).order(order);
    byte[] version = pointed(file, pointer(header, at + 16, size), size, order);
    byte[] modules = pointed(file, pointer(header, at + 16 + size, size), size, order);
    return version.length == 0 ? null : parse(text(version), modules);
  }

  private static byte[] pointed(ElfFile file, long address, int size, ByteOrder order)
      throws IOException {
    byte[] header = file.atAddress(address, 2 * size);
    if (header.length < 2 * size) {
      return new byte[0];
    }
    ByteBuffer words = ByteBuffer.wrap(header).order(order);
    long length = pointer(words, size, size);
    return length <= 0 || length > LONGEST_TEXT
        ? new byte[0]
        : file.atAddress(pointer(words, 0, size), (int) length);
  }

  private static long pointer(ByteBuffer bytes, int at, int size) {
    return size == 8 ? bytes.getLong(at) : bytes.getInt(at) & 0xffffffffL;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// The list of modules stands between two marks of 16 bytes.
  private static GoBuildInfo parse(String version, byte[] marked) {
    boolean whole = marked.length >= 33 && marked[marked.length - 17] == '\n';
    String text = whole ? text(Arrays.copyOfRange(marked, 16, marked.length - 16)) : "";
    String path = "";
    Module main = null;
    var dependencies = new ArrayList<Module>();
    for (String line : text.split("\n")) {
      String[] fields = line.split("\t", -1);
      switch (fields[0]) {
        case "path" -> path = field(fields, 1);
        case "mod" -> main = module(fields);
        case "dep" -> dependencies.add(module(fields));
        case "=>" -> {
          if (!dependencies.isEmpty()) {
            dependencies.removeLast();
          }
          dependencies.add(module(fields));
        }
        default -> {
          // Settings of the build: none of them is a package.
        }
      }
    }
    return new GoBuildInfo(version, path, main, dependencies);
  }

  private static Module module(String[] fields) {
    return new Module(field(fields, 1), field(fields, 2), field(fields, 3));
  }

  private static String field(String[] fields, int number) {
    return number < fields.length ? fields[number] : "";
  }
}
