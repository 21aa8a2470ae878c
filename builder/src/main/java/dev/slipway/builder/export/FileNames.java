package dev.slipway.builder.export;

import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.FileTree.Node;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerSource;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds out which names of a tree are names of one file.
final class FileNames {
  private record File(LayerSource source, ImagePath path) {}

  private final Map<File, ImagePath> firstNames = new HashMap<>();

  /// The name that the node's file was met under before; null when it is met for the first time.
  @Nullable ImagePath earlier(Node node) throws IOException {
    LayerSource source = node.source();
    if (source == null || node.entry().kind() != EntryKind.FILE) {
      return null;
    }
    ImagePath file =
        source
            .index()
            .find(node.path())
            .filter(entry -> entry.kind() == EntryKind.HARD_LINK)
            .map(entry -> entry.linkTarget().path())
            .orElse(node.path());
    return firstNames.putIfAbsent(new File(source, file), node.path());
  }

  static LayerEntry link(LayerEntry file, ImagePath path, ImagePath first) {
    return LayerEntry.hardLink(path, first)
        .withMode(file.mode())
        .withOwner(file.uid(), file.gid())
        .withTime(file.mtimeSeconds(), file.mtimeNanos());
  }
}
