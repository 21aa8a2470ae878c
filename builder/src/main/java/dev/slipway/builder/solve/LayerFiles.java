package dev.slipway.builder.solve;

import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.image.Digest;
import dev.slipway.image.layer.DirectoryLayer;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerSource;
import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.rootfs.LayerProvider;
import dev.slipway.runtime.rootfs.LayerRoot;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where the files of layers are: to be read without a mount, and for one.
final class LayerFiles {
  private final ImageStore store;
  private final LayerProvider provider;
  private final Snapshots snapshots;
  private final Map<String, LayerSource> sources = new ConcurrentHashMap<>();

  LayerFiles(ImageStore store, LayerProvider provider, Snapshots snapshots) {
    this.store = store;
    this.provider = provider;
    this.snapshots = snapshots;
  }

  FileTree tree(List<ResultLayer> bottomFirst) throws IOException {
    var stack = new ArrayList<LayerSource>();
    for (ResultLayer layer : bottomFirst) {
      stack.add(source(layer));
    }
    return FileTree.of(stack);
  }

  private LayerSource source(ResultLayer layer) throws IOException {
    LayerSource known = sources.get(layer.identity());
    if (known != null) {
      return known;
    }
    LayerSource source =
        switch (layer) {
          case ResultLayer.Stored(_, var diffId) -> store.layers().source(diffId);
          case ResultLayer.Snapshot(var identity) -> new DirectoryLayer(snapshots.files(identity));
        };
    LayerSource first = sources.putIfAbsent(layer.identity(), source);
    return first == null ? source : first;
  }

  /// In forms that an overlay can stand on; what a layer lacks for that is made.
  List<LayerRoot> roots(List<ResultLayer> bottomFirst) throws IOException {
    var roots = new ArrayList<LayerRoot>();
    for (ResultLayer layer : bottomFirst) {
      roots.add(
          switch (layer) {
            case ResultLayer.Stored(_, var diffId) -> root(diffId);
            case ResultLayer.Snapshot(var identity) ->
                new LayerRoot.Directory(snapshots.files(identity));
          });
    }
    return roots;
  }

  /// It is the base that does not fit then, not what the step writes.
  private LayerRoot root(Digest diffId) throws IOException {
    try {
      return provider.provide(diffId);
    } catch (IOException failed) {
      throw new IOException(
          "unpacking layer " + diffId.shortHex() + " below this step: " + failed.getMessage(),
          failed);
    }
  }
}
