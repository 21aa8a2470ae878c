package dev.slipway.image.layer;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Makes tars of bytes that somebody made up: every header is whole, what it says may be anything.
/// Random bytes alone would fail at the first checksum.
final class FuzzedTar {
  private static final int BLOCK = 512;
  private static final String TYPES = "0000555221346xL";
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "c",
          "d",
          "",
          ".",
          "..",
          "a/",
          ".wh.a",
          ".wh.b",
          ".wh..wh..opq",
          ".wh.",
          "x".repeat(255),
          "y".repeat(256),
          "\u00ff\u0001");

  private final byte[] data;
  private int at;
  private final ByteArrayOutputStream tar = new ByteArrayOutputStream();

  private FuzzedTar(byte[] data) {
    this.data = data;
  }

  static byte[] of(byte[] data) {
    var made = new FuzzedTar(data);
    while (made.at < data.length) {
      made.entry();
    }
    if (data.length % 7 != 0) {
      made.tar.writeBytes(new byte[2 * BLOCK]);
    }
    return made.tar.toByteArray();
  }

  private int next() {
    return at < data.length ? data[at++] & 0xff : 0;
  }

  private String name() {
    int parts = 1 + next() % 3;
    List<String> words = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      words.add(NAMES.get(next() % NAMES.size()));
    }
    return String.join("/", words);
  }

  private void entry() {
    char type = TYPES.charAt(next() % TYPES.length());
    if (type == 'x') {
      block('x', "pax", 0, "", records());
    } else if (type == 'L') {
      block('L', "././@LongLink", 0, "", (name() + "\0").getBytes(StandardCharsets.ISO_8859_1));
    } else {
      byte[] content = new byte[type == '0' ? next() * (1 + next() % 9) : 0];
      Arrays.fill(content, (byte) type);
      block(type, name(), next() << 4 | next() % 16, name(), content);
    }
  }

  private byte[] records() {
    String value =
        switch (next() % 7) {
          case 0 -> "mtime=" + (next() - 128) + "." + next();
          case 1 -> "uid=" + ((long) next() << (next() % 40));
          case 2 -> "path=" + name();
          case 3 -> "linkpath=" + name().repeat(1 + next() % 20);
          case 4 -> "SCHILY.xattr.user.n" + next() % 3 + "=" + "v".repeat(next() * (next() % 4));
          case 5 -> "SCHILY.xattr." + name() + "=1";
          default -> "size=" + next();
        };
    int length = value.getBytes(StandardCharsets.UTF_8).length + 2;
    int digits = Integer.toString(length + 2).length();
    return ((length + digits) + " " + value + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private void block(char type, String name, int mode, String link, byte[] content) {
    byte[] header = new byte[BLOCK];
    put(header, 0, 100, name);
    put(header, 100, 8, "%07o".formatted(mode & 07777));
    put(header, 108, 8, "%07o".formatted(next()));
    put(header, 116, 8, "%07o".formatted(next()));
    put(header, 124, 12, "%011o".formatted(content.length));
    put(header, 136, 12, "%011o".formatted(1_000_000_000L + next()));
    put(header, 148, 8, " ".repeat(8));
    header[156] = (byte) type;
    put(header, 157, 100, link);
    put(header, 257, 8, "ustar\u000000");
    put(header, 329, 8, "%07o".formatted(next()));
    put(header, 337, 8, "%07o".formatted(next()));
    int sum = 0;
    for (byte each : header) {
      sum += each & 0xff;
    }
    put(header, 148, 8, "%06o\0 ".formatted(sum));
    tar.writeBytes(header);
    tar.writeBytes(Arrays.copyOf(content, (content.length + BLOCK - 1) / BLOCK * BLOCK));
  }

  private static void put(byte[] header, int at, int most, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, Math.min(most, bytes.length));
  }
}
