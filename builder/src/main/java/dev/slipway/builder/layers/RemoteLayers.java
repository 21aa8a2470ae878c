package dev.slipway.builder.layers;

import dev.slipway.builder.BuildException;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageException;
import dev.slipway.image.layer.LayerListing;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.LayerListings;
import dev.slipway.image.store.RemoteBlob;
import dev.slipway.image.store.StagedBlob;
import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// The layers of base images and of caches that a build may need and the store may not have. Of
/// each no more comes than somebody asks for: nothing, what is listed in it, or all of it.
public final class RemoteLayers {
  /// A layer that comes damaged is asked for again.
  private static final int MOST_DAMAGED = 3;

  private final ImageStore store;
  private final Watch watch;
  private final Map<Digest, Layer> layers = new ConcurrentHashMap<>();
  private final List<RemoteImage> images = new CopyOnWriteArrayList<>();

  public RemoteLayers(ImageStore store, Watch watch) {
    this.store = store;
    this.watch = watch;
  }

  /// Is told of layers on their way.
  public interface Watch {
    /// Tells nobody.
    Watch NONE = (_, _, _) -> new Counting(_ -> {}, _ -> {});

    /// @param kept whether the layer comes to stay, and is not only read for its listing
    Counting begins(Descriptor blob, String place, boolean kept);
  }

  private static final class Layer {
    private final Descriptor blob;
    private final LayerPlace place;
    private volatile boolean here;

    /// Whether it is to be pushed from where it is, also if another build brings it meanwhile.
    private volatile boolean left;

    private volatile @Nullable LayerListing listing;

    Layer(Descriptor blob, LayerPlace place) {
      this.blob = blob;
      this.place = place;
    }
  }

  /// Adds a layer; where it is known already that stays.
  public void add(Digest diffId, Descriptor blob, LayerPlace place) {
    layers.putIfAbsent(diffId, new Layer(blob, place));
  }

  /// Adds the layers of an image.
  ///
  /// @param all brings all of them at once, and the image with them
  public void add(Image image, LayerPlace place, RemoteImage.Bringing all) {
    for (int i = 0; i < image.layers().size(); i++) {
      add(image.config().diffIds().get(i), image.layers().get(i), place);
    }
    images.add(new RemoteImage(image.config().diffIds(), all));
  }

  /// Whether a layer can be had without the store.
  public boolean canBeHad(Digest diffId) throws IOException, InterruptedException {
    Layer layer = layers.get(diffId);
    return layer != null && (layer.here || layer.place.contains(layer.blob));
  }

  /// Whether the layer is one that need not be in the store.
  public boolean knows(Digest diffId) {
    return layers.containsKey(diffId);
  }

  private @Nullable Layer elsewhere(Digest diffId) throws IOException {
    Layer layer = layers.get(diffId);
    if (layer == null || layer.here) {
      return null;
    }
    layer.here = store.layers().contains(diffId);
    return layer.here ? null : layer;
  }

  /// Whether the layer can be had, and is not in the store.
  public boolean isElsewhere(Digest diffId) throws IOException {
    return elsewhere(diffId) != null;
  }

  /// The blob of a layer that is not in the store.
  public Optional<Descriptor> blob(Digest diffId) throws IOException {
    Layer layer = elsewhere(diffId);
    if (layer == null) {
      return Optional.empty();
    }
    layer.left = true;
    Descriptor blob = layer.blob;
    return Optional.of(Descriptor.of(blob.mediaType(), blob.digest(), blob.size()));
  }

  /// Where a registry has a layer that is not in the store.
  public @Nullable RemoteBlob origin(Digest diffId) throws IOException {
    Layer layer = layers.get(diffId);
    return layer != null && (layer.left || elsewhere(diffId) != null)
        ? layer.place.remote(layer.blob)
        : null;
  }

  /// Where the layer was to be had; empty for one that was only ever in the store.
  public Optional<String> place(Digest diffId) {
    return Optional.ofNullable(layers.get(diffId)).map(layer -> layer.place.name());
  }

  /// Brings a layer into the store, if it is known here and not there yet.
  public void bring(Digest diffId) throws IOException, InterruptedException {
    Layer layer = elsewhere(diffId);
    if (layer != null) {
      synchronized (layer) {
        if (elsewhere(diffId) != null) {
          received(diffId, layer);
          layer.here = true;
        }
      }
    }
  }

  /// Brings all of these layers, and with them the image that they begin with.
  public void bringAll(List<Digest> bottomFirst) throws IOException, InterruptedException {
    RemoteImage base = null;
    for (RemoteImage image : images) {
      if (image.isBelow(bottomFirst) && (base == null || base.depth() < image.depth())) {
        base = image;
      }
    }
    if (base != null) {
      base.bring();
    }
    for (Digest diffId : bottomFirst) {
      bring(diffId);
    }
  }

  /// What is in a layer that is not in the store, if that is known without reading it.
  public Optional<LayerListing> known(Digest diffId) throws IOException {
    Layer layer = layers.get(diffId);
    LayerListing listing = layer == null ? null : layer.listing;
    if (listing != null) {
      return Optional.of(listing);
    }
    Optional<LayerListing> kept = store.listings().find(diffId);
    if (layer != null && kept.isPresent()) {
      layer.listing = kept.get();
    }
    return kept;
  }

  /// Makes the listings known of those of these layers that are not in the store, at once.
  public void list(List<Digest> diffIds) throws IOException, InterruptedException {
    Map<Digest, Layer> unknown = new LinkedHashMap<>();
    for (Digest diffId : diffIds) {
      Layer layer = elsewhere(diffId);
      if (layer != null && known(diffId).isEmpty()) {
        unknown.put(diffId, layer);
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    try (TaskScope scope = TaskScope.open("list layer")) {
      listAll(unknown, scope);
      scope.join();
    } catch (ExecutionException failure) {
      throw TaskScope.unwrapped(failure);
    }
  }

  private void listAll(Map<Digest, Layer> unknown, TaskScope scope) {
    try {
      unknown.forEach((diffId, layer) -> scope.fork(() -> listed(diffId, layer)));
    } catch (CancellationException alreadyFailed) {
      // What failed before the last was begun is thrown by whoever joins.
    }
  }

  private LayerListing listed(Digest diffId, Layer layer) throws IOException, InterruptedException {
    LayerListing listing =
        attempted(layer, false, opening -> store.listings().make(diffId, layer.blob, opening));
    layer.listing = listing;
    return listing;
  }

  private Digest received(Digest diffId, Layer layer) throws IOException, InterruptedException {
    return attempted(
        layer,
        true,
        opening -> {
          StagedBlob staged;
          try (InputStream in = opening.open()) {
            staged = store.layers().stage(in, layer.blob.size());
          }
          if (!staged.descriptor().digest().equals(layer.blob.digest())) {
            throw new ImageException("its blob is " + staged.descriptor().digest());
          }
          if (!staged.diffId().equals(diffId)) {
            throw new ImageException("its blob unpacks to " + staged.diffId() + ", not " + diffId);
          }
          store.layers().commit(staged);
          return diffId;
        });
  }

  private interface Reading<T> {
    T read(LayerListings.Opening opening) throws IOException, InterruptedException;
  }

  /// @throws BuildException it is damaged where it is
  private <T> T attempted(Layer layer, boolean kept, Reading<T> reading)
      throws IOException, InterruptedException {
    Counting counting = watch.begins(layer.blob, layer.place.name(), kept);
    @Nullable String failed = "cancelled";
    try {
      for (int attempt = 1; ; attempt++) {
        try {
          T read = reading.read(() -> counting.counted(layer.place.open(layer.blob)));
          failed = null;
          return read;
        } catch (ImageException damaged) {
          if (attempt == MOST_DAMAGED) {
            throw layer.place.wrongLayer(layer.blob, String.valueOf(damaged.getMessage()));
          }
        }
      }
    } catch (IOException | RuntimeException failure) {
      failed = String.valueOf(failure.getMessage());
      throw failure;
    } finally {
      counting.ended(failed);
    }
  }
}
