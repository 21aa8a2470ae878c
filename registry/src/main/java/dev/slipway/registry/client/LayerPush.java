package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.store.ImageStore;
import dev.slipway.image.store.RemoteBlob;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import dev.slipway.registry.TransferEvent.LayerBytes;
import dev.slipway.registry.TransferEvent.LayerStage;
import dev.slipway.registry.TransferEvent.Stage;
import dev.slipway.registry.TransferListener;
import dev.slipway.tasks.TaskScope;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// One layer on its way to a repository, by the cheapest way: it is there; it is in another
/// repository of the registry; its blob is in the store; it has to be compressed. A layer that is
/// in another registry alone passes through and is not kept.
final class LayerPush {
  private final RegistrySession session;
  private final RegistryClient client;
  private final TransferListener listener;
  private final ImageStore store;
  private final Repository repository;
  private final Digest diffId;
  private final Descriptor stored;
  private final @Nullable RemoteBlob origin;
  private final PushedForm form;

  /// The upload that the registry opened where it could not mount.
  private Optional<URI> opened = Optional.empty();

  /// What is to be pushed.
  ///
  /// @param stored the blob as the store's manifest names it
  /// @param origin where it is if it is not in the store
  record Layer(Digest diffId, Descriptor stored, @Nullable RemoteBlob origin) {}

  LayerPush(
      RegistrySession session,
      ImageStore store,
      Repository repository,
      Layer layer,
      PushedForm form) {
    this.session = session;
    this.client = session.client();
    this.listener = session.listener();
    this.store = store;
    this.repository = repository;
    this.diffId = layer.diffId();
    this.stored = layer.stored();
    this.origin = layer.origin();
    this.form = form;
  }

  /// @return the blob that the registry has of it now
  Descriptor run() throws IOException, InterruptedException {
    if (stored.mediaType().contains("nondistributable") || stored.mediaType().contains("foreign")) {
      listener.on(new LayerStage(diffId, Stage.SKIPPED, ""));
      return stored;
    }
    Descriptor there = existing();
    if (there == null) {
      there = mounted();
    }
    if (origin != null) {
      return there == null ? uploaded(stored, copied(origin)) : there;
    }
    if (there == null) {
      there = needsCompression() ? compressed() : uploaded(stored, stored());
    }
    store
        .layers()
        .remember(diffId, new RemoteBlob(repository.registry(), repository.path(), there));
    return there;
  }

  private boolean needsCompression() {
    return origin == null
        && form.compression() != Compression.NONE
        && MediaTypes.isUncompressedLayer(stored.mediaType());
  }

  /// Blobs that would do for this layer: the one that the manifest names, or those that it was
  /// compressed to before.
  private List<RemoteBlob> candidates() throws IOException {
    List<RemoteBlob> candidates = new ArrayList<>();
    if (origin != null) {
      candidates.add(origin);
    }
    for (RemoteBlob remote : store.layers().remoteBlobs(diffId)) {
      boolean wanted =
          needsCompression()
              ? remote.blob().mediaType().equals(form.mediaType())
              : remote.blob().digest().equals(stored.digest());
      if (wanted) {
        candidates.add(remote);
      }
    }
    return candidates;
  }

  private @Nullable Descriptor existing() throws IOException, InterruptedException {
    List<Descriptor> tried = new ArrayList<>();
    if (!needsCompression()) {
      tried.add(stored);
    }
    for (RemoteBlob candidate : candidates()) {
      if (tried.stream().noneMatch(blob -> blob.digest().equals(candidate.blob().digest()))) {
        tried.add(candidate.blob());
      }
    }
    for (Descriptor blob : tried) {
      if (client.hasBlob(repository, blob.digest())) {
        listener.on(new LayerStage(diffId, Stage.KNOWN, ""));
        return blob;
      }
    }
    return null;
  }

  private @Nullable Descriptor mounted() throws IOException, InterruptedException {
    for (RemoteBlob candidate : candidates()) {
      if (!candidate.registry().equals(repository.registry())
          || candidate.path().equals(repository.path())) {
        continue;
      }
      try {
        opened = BlobUpload.mount(client, repository, candidate.blob().digest(), candidate.path());
        if (opened.isEmpty()) {
          listener.on(new LayerStage(diffId, Stage.MOUNTED, candidate.path()));
          return candidate.blob();
        }
      } catch (RegistryException notThere) {
        // It may have been removed, or be somebody else's by now.
      }
    }
    return null;
  }

  private UploadSource stored() {
    return new StoredBlob(store.blobs(), stored.digest(), stored.size());
  }

  private UploadSource copied(RemoteBlob from) {
    return new FetchedBlob(client, new Repository(from.registry(), from.path()), from.blob());
  }

  private Descriptor uploaded(Descriptor blob, UploadSource source)
      throws IOException, InterruptedException {
    listener.on(new LayerBytes(diffId, Stage.UPLOADING, 0, blob.size()));
    upload(source, blob.size());
    listener.on(new LayerStage(diffId, Stage.PUSHED, ""));
    return blob;
  }

  private Descriptor compressed() throws IOException, InterruptedException {
    listener.on(new LayerBytes(diffId, Stage.UPLOADING, 0, stored.size()));
    try (TaskScope scope = TaskScope.open("compress");
        CompressedLayer layer = CompressedLayer.begin(scope, store, diffId, form)) {
      upload(layer, -1);
      Descriptor blob = layer.descriptor();
      listener.on(new LayerStage(diffId, Stage.PUSHED, ""));
      return blob;
    }
  }

  private void upload(UploadSource source, long total) throws IOException, InterruptedException {
    LongConsumer progress =
        done -> listener.on(new LayerBytes(diffId, Stage.UPLOADING, done, total));
    new BlobUpload(
            client,
            session.settings().retries(),
            repository,
            "the layer " + diffId,
            source,
            progress)
        .run(opened);
  }
}
