package dev.slipway.builder.solve;

import dev.slipway.builder.BuildException;
import dev.slipway.builder.cache.ResultLayer;
import dev.slipway.builder.cache.Snapshots;
import dev.slipway.builder.cache.StepRecords;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.layer.DirectoryLayer;
import dev.slipway.image.layer.EmptyLayer;
import dev.slipway.image.layer.FileTree;
import dev.slipway.image.layer.LayerListing;
import dev.slipway.image.layer.LayerSource;
import dev.slipway.image.layer.RemoteLayer;
import dev.slipway.image.store.ImageStore;
import dev.slipway.runtime.rootfs.LayerProvider;
import dev.slipway.runtime.rootfs.LayerRoot;
import dev.slipway.runtime.rootfs.LayerRoots;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Where the files of layers are: to be read without a mount, and for one.
final class LayerFiles {
  private final ImageStore store;
  private final LayerProvider provider;
  private final Snapshots snapshots;
  private final StepRecords steps;
  private final Map<String, LayerSource> sources = new ConcurrentHashMap<>();
  private final Map<String, LayerRoot> roots = new ConcurrentHashMap<>();

  LayerFiles(ImageStore store, LayerProvider provider, Snapshots snapshots, StepRecords steps) {
    this.store = store;
    this.provider = provider;
    this.snapshots = snapshots;
    this.steps = steps;
  }

  /// To put files on: which is decided by all of the layers, so that those which are elsewhere are
  /// listed at once.
  ///
  /// @param brought whether all of them will be needed here anyway
  FileTree below(List<ResultLayer> bottomFirst, boolean brought) throws IOException {
    try {
      if (brought) {
        steps.fetchAll(bottomFirst);
      } else {
        steps.remote().list(ResultLayer.diffIds(bottomFirst));
      }
    } catch (InterruptedException interrupted) {
      throw interrupted();
    }
    return tree(bottomFirst);
  }

  /// To read files of. A layer that is elsewhere comes when it is looked into.
  FileTree tree(List<ResultLayer> bottomFirst) throws IOException {
    var stack = new ArrayList<LayerSource>();
    for (ResultLayer layer : withFiles(bottomFirst)) {
      stack.add(source(layer));
    }
    return FileTree.of(stack);
  }

  /// The layers without those that say nothing, one for each step that changed no file.
  static List<ResultLayer> withFiles(List<ResultLayer> layers) {
    var all = new ArrayList<ResultLayer>(layers.size());
    for (ResultLayer layer : layers) {
      if (!(layer instanceof ResultLayer.Stored(_, var diffId))
          || !diffId.equals(EmptyLayer.DIFF_ID)) {
        all.add(layer);
      }
    }
    return all;
  }

  private LayerSource source(ResultLayer layer) throws IOException {
    LayerSource known = sources.get(layer.identity());
    if (known != null) {
      return known;
    }
    LayerSource source =
        switch (layer) {
          case ResultLayer.Stored(_, var diffId) ->
              steps.remote().isElsewhere(diffId)
                  ? new RemoteLayer(new Bringing(layer, diffId))
                  : fetched(layer, diffId);
          case ResultLayer.Snapshot(var identity) -> new DirectoryLayer(snapshots.files(identity));
        };
    LayerSource first = sources.putIfAbsent(layer.identity(), source);
    return first == null ? source : first;
  }

  private LayerSource fetched(ResultLayer layer, Digest diffId) throws IOException {
    try {
      steps.fetch(layer);
    } catch (InterruptedException interrupted) {
      throw interrupted();
    }
    return store.layers().source(diffId);
  }

  private static InterruptedIOException interrupted() {
    Thread.currentThread().interrupt();
    return new InterruptedIOException("interrupted while a layer was made ready");
  }

  private final class Bringing implements RemoteLayer.Bringing {
    private final ResultLayer layer;
    private final Digest diffId;

    Bringing(ResultLayer layer, Digest diffId) {
      this.layer = layer;
      this.diffId = diffId;
    }

    /// What nobody listed yet is about to be read: it comes with its listing.
    @Override
    public LayerListing list() throws IOException {
      Optional<LayerListing> known = steps.remote().known(diffId);
      return known.isPresent() ? known.get() : new LayerListing(bring().index(), Map.of());
    }

    @Override
    public LayerSource bring() throws IOException {
      return fetched(layer, diffId);
    }
  }

  /// In forms that an overlay can stand on; what a layer lacks for that is made. A layer stays as
  /// long as the store is open, so that each is looked for once.
  List<LayerRoot> roots(List<ResultLayer> bottomFirst) throws IOException {
    List<ResultLayer> layers = withFiles(bottomFirst);
    for (ResultLayer layer : layers) {
      if (layer instanceof ResultLayer.Stored && !roots.containsKey(layer.identity())) {
        prepare(layers);
        break;
      }
    }
    var stack = new ArrayList<LayerRoot>();
    for (ResultLayer layer : layers) {
      LayerRoot known = roots.get(layer.identity());
      LayerRoot root = known != null ? known : root(layer);
      roots.put(layer.identity(), root);
      stack.add(root);
    }
    return stack;
  }

  private LayerRoot root(ResultLayer layer) throws IOException {
    return switch (layer) {
      case ResultLayer.Stored(_, var diffId) -> root(diffId);
      case ResultLayer.Snapshot(var identity) -> new LayerRoot.Directory(snapshots.files(identity));
    };
  }

  /// Those that an overlay cannot stand on yet, side by side.
  private void prepare(List<ResultLayer> layers) throws IOException {
    try {
      steps.fetchAll(layers);
    } catch (InterruptedException interrupted) {
      throw interrupted();
    }
    List<Digest> stored = ResultLayer.diffIds(layers);
    try {
      LayerRoots.prepare(provider, stored);
    } catch (InterruptedException interrupted) {
      throw interrupted();
    } catch (ImageException damaged) {
      throw named(damaged, stored);
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
    } catch (ImageException damaged) {
      throw named(damaged, List.of(diffId));
    }
  }

  /// Says where the layers came from, where that is known.
  private RuntimeException named(ImageException damaged, List<Digest> layers) {
    for (Digest diffId : layers) {
      Optional<String> place = steps.remote().place(diffId);
      if (place.isPresent()) {
        return BuildException.of(place.get() + ": " + damaged.getMessage(), damaged.hint())
            .causedBy(damaged);
      }
    }
    return damaged;
  }
}
