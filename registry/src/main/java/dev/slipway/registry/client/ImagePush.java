package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.NamedImage;
import dev.slipway.image.store.RemoteBlob;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import dev.slipway.registry.TransferEvent.LayerStage;
import dev.slipway.registry.TransferEvent.Pushing;
import dev.slipway.registry.TransferEvent.Stage;
import dev.slipway.registry.TransferListener;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// Brings images of the store to registries. Layers that the registry has are neither read nor
/// compressed.
public final class ImagePush {
  private final RegistrySession session;
  private final RegistryClient client;
  private final TransferListener listener;
  private final ImageStore store;
  private final Compression compression;
  private final boolean quick;
  private final LayerOrigins origins;

  /// @param compression of layers that the store has uncompressed
  public ImagePush(RegistrySession session, ImageStore store, Compression compression) {
    this(session, store, compression, false, _ -> null);
  }

  private ImagePush(
      RegistrySession session,
      ImageStore store,
      Compression compression,
      boolean quick,
      LayerOrigins origins) {
    this.session = session;
    this.client = session.client();
    this.listener = session.listener();
    this.store = store;
    this.compression = compression;
    this.quick = quick;
    this.origins = origins;
  }

  /// Pushes images some of whose layers are not in the store.
  public ImagePush withOrigins(LayerOrigins value) {
    return new ImagePush(session, store, compression, quick, value);
  }

  /// Where layers are that the store does not have.
  @FunctionalInterface
  public interface LayerOrigins {
    /// Null for a layer of the store.
    @Nullable RemoteBlob of(Digest diffId) throws IOException;
  }

  /// Compresses by the fastest means of this machine: on another one the digest may be another.
  public static ImagePush quick(RegistrySession session, ImageStore store) {
    return new ImagePush(session, store, Compression.GZIP, true, _ -> null);
  }

  /// Pushes an image under a name with a tag, or by the digest that it has.
  public PushedImage push(Image image, ImageReference name)
      throws IOException, InterruptedException {
    ImageReference reference = name.withDefaultTag();
    Repository repository = Repository.of(reference);
    listener.on(new Pushing(repository));
    byte[] manifest = content(image, repository);
    String mediaType = image.manifest().mediaType();
    String word = ManifestChoice.word(reference);
    requireDigest(reference, Digest.sha256(manifest));
    Descriptor pushed = client.putManifest(repository, word, mediaType, manifest);
    store.names().add(image, List.of(reference.nameOnly().withDigest(pushed.digest())));
    return new PushedImage(reference, pushed);
  }

  /// Pushes an index with every image of it that the store has.
  public PushedImage pushIndex(NamedImage entry, ImageReference name)
      throws IOException, InterruptedException {
    ImageReference reference = name.withDefaultTag();
    Repository repository = Repository.of(reference);
    listener.on(new Pushing(repository));
    Descriptor index = entry.descriptor();
    byte[] content = new IndexPush(client, store, this, repository).content(index.digest());
    requireDigest(reference, Digest.sha256(content));
    String word = ManifestChoice.word(reference);
    Descriptor pushed = client.putManifest(repository, word, index.mediaType(), content);
    ImageReference byDigest = reference.nameOnly().withDigest(pushed.digest());
    store.names().addIndex(index, store.images().all(entry), List.of(byDigest));
    return new PushedImage(reference, pushed);
  }

  /// Pushes config and layers and gives the manifest that names them as the registry has them, for
  /// whoever puts it into an index.
  public byte[] content(Image image, Repository repository)
      throws IOException, InterruptedException {
    byte[] stored = store.blobs().read(image.manifest().digest());
    ManifestDocument document = ManifestDocument.parse(stored);
    List<Descriptor> layers = layers(image, repository, document.config());
    return layers.equals(image.layers()) ? stored : document.withLayers(layers).toJson();
  }

  private static void requireDigest(ImageReference reference, Digest found) {
    if (reference.digest().isPresent() && !reference.digest().get().equals(found)) {
      throw RegistryException.of(
          "cannot push " + reference + ": with its layers compressed the image is " + found,
          "push it by a tag");
    }
  }

  /// Writes a manifest that no tag names.
  public Descriptor putByDigest(Repository repository, String mediaType, byte[] manifest)
      throws InterruptedException {
    String digest = Digest.sha256(manifest).toString();
    return client.putManifest(repository, digest, mediaType, manifest);
  }

  /// Pushes a blob of the store that is no layer.
  public void pushBlob(Repository repository, Digest digest, long size)
      throws IOException, InterruptedException {
    if (!client.hasBlob(repository, digest)) {
      new BlobUpload(
              client,
              session.settings().retries(),
              repository,
              "the blob " + digest,
              new StoredBlob(store.blobs(), digest, size),
              _ -> {})
          .run(Optional.empty());
    }
  }

  /// Pushes the layers, and the config beside them.
  private List<Descriptor> layers(Image image, Repository repository, Descriptor config)
      throws IOException, InterruptedException {
    List<Digest> diffIds = image.config().diffIds();
    Map<Digest, Descriptor> distinct = new LinkedHashMap<>();
    for (int i = 0; i < diffIds.size(); i++) {
      distinct.putIfAbsent(diffIds.get(i), image.layers().get(i));
    }
    List<Callable<Descriptor>> work = new ArrayList<>();
    var form = new PushedForm(compression, compressedType(image.manifest().mediaType()), quick);
    for (var each : distinct.entrySet()) {
      Digest diffId = each.getKey();
      listener.on(new LayerStage(diffId, Stage.PREPARING, ""));
      var layer = new LayerPush.Layer(diffId, each.getValue(), origins.of(diffId));
      work.add(new LayerPush(session, store, repository, layer, form)::run);
    }
    work.add(() -> {
      pushBlob(repository, config.digest(), config.size());
      return config;
    });
    List<Descriptor> pushed = new ParallelTransfers(session.settings().parallel()).run(work);
    Map<Digest, Descriptor> byDiffId = new LinkedHashMap<>();
    int next = 0;
    for (Digest diffId : distinct.keySet()) {
      byDiffId.put(diffId, pushed.get(next++));
    }
    List<Descriptor> result = new ArrayList<>();
    for (int i = 0; i < diffIds.size(); i++) {
      Descriptor layer = byDiffId.get(diffIds.get(i));
      Descriptor stored = image.layers().get(i);
      result.add(layer == null || layer.digest().equals(stored.digest()) ? stored : layer);
    }
    return result;
  }

  private String compressedType(String manifestType) {
    boolean docker = manifestType.equals(MediaTypes.DOCKER_MANIFEST);
    return switch (compression) {
      case GZIP -> docker ? MediaTypes.DOCKER_LAYER_GZIP : MediaTypes.OCI_LAYER_GZIP;
      case ZSTD -> docker ? MediaTypes.DOCKER_LAYER_ZSTD : MediaTypes.OCI_LAYER_ZSTD;
      case NONE -> docker ? MediaTypes.DOCKER_LAYER : MediaTypes.OCI_LAYER;
      case BZIP2, XZ -> throw new IllegalArgumentException(compression + " is only read");
    };
  }
}
