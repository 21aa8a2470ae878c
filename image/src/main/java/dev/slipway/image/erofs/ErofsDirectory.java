package dev.slipway.image.erofs;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// The content of a directory: in each block entries of 12 bytes, then their names; names in the
/// order of their bytes, `.` and `..` among them.
final class ErofsDirectory {
  private static final int ENTRY = 12;

  private final List<byte[]> names = new ArrayList<>();

  /// What each of the names stands for.
  private final List<Integer> named = new ArrayList<>();

  private final ErofsNodes nodes;

  ErofsDirectory(ErofsNodes nodes, int directory) {
    this.nodes = nodes;
    for (int n = nodes.firstChild(directory); n != ErofsNodes.NONE; n = nodes.nextSibling(n)) {
      names.add(nodes.entry(n).path().name());
      named.add(n);
    }
    insert(new byte[] {'.'}, directory);
    insert(new byte[] {'.', '.'}, nodes.parent(directory));
  }

  private void insert(byte[] name, int node) {
    int place = 0;
    while (place < names.size() && Arrays.compareUnsigned(names.get(place), name) < 0) {
      place++;
    }
    names.add(place, name);
    named.add(place, node);
  }

  int size() {
    int full = 0;
    int from = 0;
    while (true) {
      int to = blockEnd(from);
      if (to == names.size()) {
        return full + used(from, to);
      }
      full += ErofsFormat.BLOCK;
      from = to;
    }
  }

  private int blockEnd(int from) {
    int end = from;
    int used = 0;
    while (end < names.size() && used + ENTRY + length(end) <= ErofsFormat.BLOCK) {
      used += ENTRY + length(end);
      end++;
    }
    return end;
  }

  private int used(int from, int to) {
    int used = 0;
    for (int i = from; i < to; i++) {
      used += ENTRY + length(i);
    }
    return used;
  }

  private int length(int i) {
    return names.get(i).length;
  }

  /// @param numbers of the inodes, by node
  void write(ByteBuffer image, int at, int[] numbers) {
    int block = at;
    for (int from = 0; from < names.size(); block += ErofsFormat.BLOCK) {
      int to = blockEnd(from);
      int name = (to - from) * ENTRY;
      for (int i = from; i < to; i++) {
        int file = nodes.file(named.get(i));
        int entry = block + (i - from) * ENTRY;
        image.putLong(entry, numbers[file]);
        image.putShort(entry + 8, (short) name);
        image.put(entry + 10, ErofsFormat.directoryType(nodes.entry(file)));
        image.put(block + name, names.get(i));
        name += length(i);
      }
      from = to;
    }
  }
}
