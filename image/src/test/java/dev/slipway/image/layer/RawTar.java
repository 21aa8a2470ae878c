package dev.slipway.image.layer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Writes tars by hand, also ones that no good program would write.
final class RawTar {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  RawTar file(String name, String content) {
    return entry('0', name, "", content.getBytes(StandardCharsets.UTF_8));
  }

  RawTar directory(String name) {
    return entry('5', name, "", new byte[0]);
  }

  RawTar symlink(String name, String target) {
    return entry('2', name, target, new byte[0]);
  }

  RawTar hardLink(String name, String target) {
    return entry('1', name, target, new byte[0]);
  }

  RawTar pax(String... keysAndValues) {
    return extension('x', keysAndValues);
  }

  RawTar globalPax(String... keysAndValues) {
    return extension('g', keysAndValues);
  }

  private RawTar extension(char type, String... keysAndValues) {
    var records = new ByteArrayOutputStream();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      byte[] value = keysAndValues[i + 1].getBytes(StandardCharsets.ISO_8859_1);
      records.writeBytes(PaxRecords.format(keysAndValues[i], value));
    }
    return entry(type, "PaxHeader", "", records.toByteArray());
  }

  RawTar entry(char type, String name, String link, byte[] content) {
    byte[] header = header(type, name, link, content.length);
    return block(header).content(content);
  }

  /// A header whose fields a test changes before [#block] adds it with a new checksum.
  static byte[] header(char type, String name, String link, long size) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644");
    put(header, 108, "0000000");
    put(header, 116, "0000000");
    put(header, 124, "%011o".formatted(size));
    put(header, 136, "14000000000");
    header[156] = (byte) type;
    put(header, 157, link);
    put(header, 257, "ustar");
    put(header, 263, "00");
    put(header, 329, "0000000");
    put(header, 337, "0000000");
    return header;
  }

  static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  RawTar block(byte[] header) {
    Arrays.fill(header, 148, 156, (byte) ' ');
    int sum = 0;
    for (byte b : header) {
      sum += b & 0xff;
    }
    put(header, 148, "%06o\0 ".formatted(sum));
    return raw(header);
  }

  RawTar content(byte[] content) {
    return raw(content).raw(new byte[-content.length & 511]);
  }

  RawTar raw(byte[] block) {
    bytes.writeBytes(block);
    return this;
  }

  /// With the two zero blocks.
  byte[] end() {
    return raw(new byte[1024]).bytes.toByteArray();
  }

  byte[] cut() {
    return bytes.toByteArray();
  }
}
