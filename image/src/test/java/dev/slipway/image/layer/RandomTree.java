package dev.slipway.image.layer;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.OpenFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Makes random files of every kind, with every attribute, from a seed.
final class RandomTree {
  /// `security.capability` with cap_net_raw, as setcap writes it.
  static final byte[] CAPABILITY = {1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};

  private record Place(String path, @SuppressWarnings("ArrayRecordComponent") byte[] name) {}

  private final Random random;
  private final DirectoryHandle root;
  private final List<Place> files = new ArrayList<>();
  private int made;

  private RandomTree(Random random, DirectoryHandle root) {
    this.random = random;
    this.root = root;
  }

  static void make(Path directory, long seed) throws IOException {
    try (DirectoryHandle root = DirectoryHandle.open(directory)) {
      var tree = new RandomTree(new Random(seed), root);
      tree.fill(root, "", 0);
    }
  }

  private void fill(DirectoryHandle directory, String path, int depth) throws IOException {
    int count = depth == 0 ? 12 : random.nextInt(7);
    for (int i = 0; i < count; i++) {
      byte[] name = name();
      int kind = random.nextInt(10);
      if (kind < 3 && depth < 6) {
        directory(directory, name, path, depth);
      } else {
        make(directory, name, path, kind);
        attributes(directory, name, kind == 4);
      }
    }
  }

  private void directory(DirectoryHandle parent, byte[] name, String path, int depth)
      throws IOException {
    parent.makeDirectory(name, 0700);
    String below = path + new String(name, StandardCharsets.ISO_8859_1) + "/";
    if (below.length() < 3000) {
      try (DirectoryHandle directory = parent.openChild(name)) {
        fill(directory, below, depth + 1);
      }
    }
    attributes(parent, name, false);
  }

  private void make(DirectoryHandle directory, byte[] name, String path, int kind)
      throws IOException {
    switch (kind) {
      case 4 -> directory.symlink(target(), name);
      case 5 -> directory.makeFifo(name, 0600);
      case 6 -> {
        int type = random.nextBoolean() ? 0020000 : 0060000;
        directory.makeNode(name, type | 0600, 1 + random.nextInt(4000), random.nextInt(1 << 20));
      }
      case 7 -> hardLink(directory, name, path);
      default -> file(directory, name, path);
    }
  }

  private void file(DirectoryHandle directory, byte[] name, String path) throws IOException {
    byte[] content = new byte[size()];
    random.nextBytes(content);
    try (OpenFile file = directory.createFile(name, 0600)) {
      file.write(content, 0, content.length);
    }
    files.add(new Place(path, name));
  }

  private int size() {
    return switch (random.nextInt(6)) {
      case 0 -> 0;
      case 1 -> 512;
      case 2 -> 1 + random.nextInt(511);
      case 3 -> random.nextInt(300_000);
      default -> random.nextInt(5000);
    };
  }

  private void hardLink(DirectoryHandle directory, byte[] name, String path) throws IOException {
    if (files.isEmpty()) {
      file(directory, name, path);
      return;
    }
    Place target = files.get(random.nextInt(files.size()));
    byte[] from = target.path().getBytes(StandardCharsets.ISO_8859_1);
    try (DirectoryHandle source = root.openBeneath(from)) {
      directory.hardLink(source, target.name(), name);
    }
  }

  private void attributes(DirectoryHandle parent, byte[] name, boolean symlink) throws IOException {
    long[] ids = {0, 0, 1000, 65534, 3_000_000};
    parent.setOwner(name, ids[random.nextInt(5)], ids[random.nextInt(5)]);
    boolean special = !parent.status(name).isRegularFile() && !parent.status(name).isDirectory();
    if (!symlink) {
      parent.setMode(name, random.nextInt(4) == 0 ? random.nextInt(010000) : 0644);
    }
    if (!special && random.nextInt(4) == 0) {
      byte[] value = new byte[1 + random.nextInt(80)];
      random.nextBytes(value);
      parent.setXattr(name, "user.slipway.test", value);
    }
    if (parent.status(name).isRegularFile() && random.nextInt(5) == 0) {
      parent.setXattr(name, "security.capability", CAPABILITY);
    }
    long[] seconds = {0, 1, 1_600_000_000, -1, -86_400, 9_000_000_000L};
    int[] nanos = {0, 0, 1, 999_999_999, 120_000_000};
    parent.setTimes(name, seconds[random.nextInt(6)], nanos[random.nextInt(5)]);
  }

  private byte[] target() {
    int length = random.nextInt(4) == 0 ? 101 + random.nextInt(300) : 1 + random.nextInt(100);
    return bytes(length);
  }

  /// Unique, up to 255 bytes, of any value but `/` and NUL.
  private byte[] name() {
    int length =
        switch (random.nextInt(5)) {
          case 0 -> 255;
          case 1 -> 90 + random.nextInt(40);
          default -> 8 + random.nextInt(12);
        };
    byte[] name = bytes(length);
    byte[] number = (made++ + "-").getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(number, 0, name, 0, number.length);
    return name;
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    boolean text = random.nextBoolean();
    for (int i = 0; i < length; i++) {
      byte b = (byte) (text ? 'a' + random.nextInt(26) : random.nextInt(256));
      bytes[i] = b == 0 || b == '/' ? (byte) 'x' : b;
    }
    return bytes;
  }
}
