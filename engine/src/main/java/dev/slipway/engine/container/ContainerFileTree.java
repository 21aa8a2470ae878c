package dev.slipway.engine.container;

import dev.slipway.image.Digest;
import dev.slipway.image.ImagePath;
import dev.slipway.image.layer.DirectoryLayer;
import dev.slipway.image.layer.EntryKind;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerEntry;
import dev.slipway.image.layer.LayerIndex;
import dev.slipway.image.layer.LayerSource;
import dev.slipway.image.layer.LayerTarWriter;
import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.run.ContainerRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/// A container's files without any mount: its image's layers and its own above them.
final class ContainerFileTree {
  private ContainerFileTree() {}

  static List<LayerSource> layers(ImageStore store, ContainerRecord record) throws IOException {
    List<LayerSource> layers = new ArrayList<>();
    for (String layer : record.layers()) {
      layers.add(store.layers().source(Digest.parse(layer)));
    }
    return layers;
  }

  /// Writes all of it as a tar; what is one file under several names stays one.
  static void export(ImageStore store, ContainerRecord record, Path upper, OutputStream sink)
      throws IOException {
    List<LayerSource> layers = new ArrayList<>(layers(store, record));
    if (Files.isDirectory(upper)) {
      layers.add(new DirectoryLayer(upper));
    }
    FileTree tree = FileTree.of(layers);
    // Not closed: the sink is the caller's.
    @SuppressWarnings("resource")
    var tar = new LayerTarWriter(sink);
    IdentityHashMap<LayerSource, Map<ImagePath, ImagePath>> firstNames = new IdentityHashMap<>();
    for (FileTree.Node node : tree.subtree(ImagePath.ROOT)) {
      if (!node.path().isRoot()) {
        add(tar, tree, node, firstNames);
      }
    }
    LayerIndex _ = tar.finish();
  }

  private static void add(
      LayerTarWriter tar,
      FileTree tree,
      FileTree.Node node,
      IdentityHashMap<LayerSource, Map<ImagePath, ImagePath>> firstNames)
      throws IOException {
    LayerEntry entry = node.entry().withPath(node.path());
    LayerSource source = node.source();
    if (entry.kind() != EntryKind.FILE || source == null) {
      tar.add(entry, null);
      return;
    }
    ImagePath file = file(source, node.path());
    ImagePath first =
        firstNames.computeIfAbsent(source, _ -> new HashMap<>()).putIfAbsent(file, node.path());
    if (first != null) {
      tar.add(
          LayerEntry.hardLink(node.path(), first)
              .withMode(entry.mode())
              .withOwner(entry.uid(), entry.gid())
              .withTime(entry.mtimeSeconds(), entry.mtimeNanos()),
          null);
    } else if (entry.size() > 0) {
      try (InputStream data = tree.open(node)) {
        tar.add(entry, data);
      }
    } else {
      tar.add(entry, null);
    }
  }

  /// Which file of its layer a name stands for.
  private static ImagePath file(LayerSource source, ImagePath name) throws IOException {
    return source
        .index()
        .find(name)
        .filter(entry -> entry.kind() == EntryKind.HARD_LINK)
        .map(entry -> entry.linkTarget().path())
        .orElse(name);
  }
}
