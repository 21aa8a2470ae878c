package dev.slipway.image.layer;

import dev.slipway.linux.DirectoryHandle;
import dev.slipway.linux.DirectoryHandle.Child;
import dev.slipway.linux.FileStatus;
import dev.slipway.linux.OpenFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/// What is really in a directory: a line for each file with every attribute that a layer keeps.
/// Names are in Latin-1, one character a byte.
final class RealTree {
  private final SortedMap<String, String> lines = new TreeMap<>();
  private final Map<String, String> inodes = new TreeMap<>();
  private final boolean withTimes;

  private RealTree(boolean withTimes) {
    this.withTimes = withTimes;
  }

  static SortedMap<String, String> of(Path directory) throws IOException {
    return of(directory, true);
  }

  static SortedMap<String, String> of(Path directory, boolean withTimes) throws IOException {
    var tree = new RealTree(withTimes);
    try (DirectoryHandle root = DirectoryHandle.open(directory)) {
      tree.read(root, "");
    }
    return tree.lines;
  }

  private void read(DirectoryHandle directory, String prefix) throws IOException {
    var children = new TreeMap<String, Child>();
    for (Child child : directory.list()) {
      children.put(new String(child.name(), StandardCharsets.ISO_8859_1), child);
    }
    for (Map.Entry<String, Child> child : children.entrySet()) {
      String path = prefix + "/" + child.getKey();
      byte[] name = child.getValue().name();
      lines.put(path, line(directory, name, path));
      if (child.getValue().isDirectory()) {
        try (DirectoryHandle below = directory.openChild(name)) {
          read(below, path);
        }
      }
    }
  }

  private String line(DirectoryHandle directory, byte[] name, String path) throws IOException {
    FileStatus status = directory.status(name);
    var line = new StringBuilder();
    line.append("%o %d:%d".formatted(status.mode(), status.uid(), status.gid()));
    if (withTimes) {
      line.append(" %d.%09d".formatted(status.mtimeSeconds(), status.mtimeNanos()));
    }
    if (status.isRegularFile()) {
      line.append(" %d bytes crc %x".formatted(status.size(), crc(directory, name)));
    } else if (status.isSymbolicLink()) {
      line.append(" -> ").append(HexFormat.of().formatHex(directory.readLink(name)));
    } else if (!status.isDirectory()) {
      line.append(" device %d:%d".formatted(status.rdevMajor(), status.rdevMinor()));
    }
    directory
        .xattrs(name)
        .forEach((key, value) ->
            line.append(' ').append(key).append('=').append(HexFormat.of().formatHex(value)));
    boolean whiteout = status.isCharacterDevice() && status.rdevMajor() == 0;
    if (!status.isDirectory() && status.nlink() > 1 && !whiteout) {
      String first = inodes.putIfAbsent(status.device() + ":" + status.inode(), path);
      line.append(" same as ").append(first == null ? path : first);
    }
    return line.toString();
  }

  private static long crc(DirectoryHandle directory, byte[] name) throws IOException {
    var crc = new CRC32();
    byte[] buffer = new byte[64 * 1024];
    try (OpenFile file = directory.openFile(name);
        InputStream content = file.inputStream()) {
      for (int count = content.read(buffer); count > 0; count = content.read(buffer)) {
        crc.update(buffer, 0, count);
      }
    }
    return crc.getValue();
  }
}
