package dev.slipway.builder.solve;

import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.cache.StepRecords;
import dev.slipway.image.Digest;
import dev.slipway.image.layer.DirectoryLayer;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerSource;
import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.rootfs.LayerProvider;
import dev.slipway.runtime.rootfs.LayerRoot;
import dev.slipway.runtime.rootfs.LayerRoots;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Where the files of layers are: to be read without a mount, and for one.
final class LayerFiles {
  private final ImageStore store;
  private final LayerProvider provider;
  private final Snapshots snapshots;
  private final StepRecords steps;
  private final Map<String, LayerSource> sources = new ConcurrentHashMap<>();

  LayerFiles(ImageStore store, LayerProvider provider, Snapshots snapshots, StepRecords steps) {
    this.store = store;
    this.provider = provider;
    this.snapshots = snapshots;
    this.steps = steps;
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
    fetch(layer);
    LayerSource source =
        switch (layer) {
          case ResultLayer.Stored(_, var diffId) -> store.layers().source(diffId);
          case ResultLayer.Snapshot(var identity) -> new DirectoryLayer(snapshots.files(identity));
        };
    LayerSource first = sources.putIfAbsent(layer.identity(), source);
    return first == null ? source : first;
  }

  private void fetch(ResultLayer layer) throws IOException {
    try {
      steps.fetch(layer);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while fetching a layer");
    }
  }

  /// In forms that an overlay can stand on; what a layer lacks for that is made.
  List<LayerRoot> roots(List<ResultLayer> bottomFirst) throws IOException {
    prepare(bottomFirst);
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

  /// Those that an overlay cannot stand on yet, side by side.
  private void prepare(List<ResultLayer> layers) throws IOException {
    var stored = new ArrayList<Digest>();
    for (ResultLayer layer : layers) {
      fetch(layer);
      if (layer instanceof ResultLayer.Stored(_, var diffId)) {
        stored.add(diffId);
      }
    }
    try {
      LayerRoots.prepare(provider, stored);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while unpacking layers");
    } catch (IOException failed) {
      // It is the base that does not fit then, not what the step writes.
      throw new IOException("unpacking layers below this step: " + failed.getMessage(), failed);
    }
  }

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
