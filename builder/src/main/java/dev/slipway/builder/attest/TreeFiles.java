package dev.slipway.builder.attest;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.FileTree.Node;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Texts of a tree.
final class TreeFiles {
  /// The package database of the largest distributions' images has a tenth of it.
  private static final int MOST_BYTES = 64 << 20;

  private TreeFiles() {}

  /// The lines of a file, links followed; none where there is no such file.
  static List<String> lines(FileTree tree, String path) throws IOException {
    Node node = tree.resolve(ImagePath.of(path)).node();
    if (node == null || node.entry().kind() != EntryKind.FILE) {
      return List.of();
    }
    return lines(tree, node);
  }

  static List<String> lines(FileTree tree, Node node) throws IOException {
    try (InputStream in = tree.open(node)) {
      return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8).lines().toList();
    }
  }
}
