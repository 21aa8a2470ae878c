package dev.slipway.engine.build;

import dev.slipway.builder.Output;
import dev.slipway.builder.export.ImagePush;
import dev.slipway.builder.export.ImageSet;
import dev.slipway.builder.layers.RemoteLayers;
import dev.slipway.builder.solve.Progress;
import dev.slipway.engine.registry.Registries;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.Image;
import dev.slipway.image.ImageReference;
import dev.slipway.image.layer.Compression;
import dev.slipway.image.spec.DescriptorDocument;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.store.ImageStore;
import dev.slipway.registry.Repository;
import dev.slipway.registry.TransferEvent;
import dev.slipway.registry.client.RegistrySession;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Sends what a build made to the registry of its name: layers first, then what names them.
final class BuildPush implements ImagePush {
  private final ImageStore store;
  private final Registries registries;

  private final RemoteLayers layers;

  /// @param layers that go from registry to registry where the store does not have them
  BuildPush(ImageStore store, Registries registries, RemoteLayers layers) {
    this.store = store;
    this.registries = registries;
    this.layers = layers;
  }

  @Override
  public Descriptor push(ImageSet set, ImageReference name, Output.Push how, Progress.Entry entry)
      throws IOException, InterruptedException {
    registries.require(name);
    entry.status("pushing layers", false);
    RegistrySession session = registries.session(event -> tell(event, entry));
    var client =
        new dev.slipway.registry.client.ImagePush(session, store, Compression.GZIP)
            .withOrigins(layers::origin);
    Repository repository = Repository.of(name);
    Map<Digest, Descriptor> pushed = new HashMap<>();
    byte[] root = new byte[0];
    for (Image image : set.images()) {
      root = client.content(image, repository);
      pushed.put(image.manifest().digest(), described(image.manifest(), root));
      if (set.isIndex()) {
        var _ = client.putByDigest(repository, image.manifest().mediaType(), root);
      }
    }
    if (set.isIndex()) {
      root = index(set, repository, client, pushed);
    }
    entry.status("pushing layers", true);
    Digest digest = Digest.sha256(root);
    String word = how == Output.Push.BY_DIGEST ? digest.toString() : tag(name);
    String status = "pushing manifest for " + name.full() + "@" + digest;
    entry.status(status, false);
    var _ = session.client().putManifest(repository, word, set.root().mediaType(), root);
    if (!set.isIndex()) {
      said(set, repository, client);
    }
    for (DescriptorDocument referrer : set.referrers()) {
      Descriptor about = referrer.toDescriptor();
      var _ = client.putByDigest(repository, about.mediaType(), store.blobs().read(about.digest()));
    }
    entry.status(status, true);
    return described(set.root(), root);
  }

  /// Pushes what the manifests that refer to the image are made of.
  private void said(
      ImageSet set, Repository repository, dev.slipway.registry.client.ImagePush client)
      throws IOException, InterruptedException {
    Set<Digest> manifests = new HashSet<>();
    set.referrers().forEach(each -> manifests.add(each.toDescriptor().digest()));
    for (Digest addition : set.additions()) {
      if (!manifests.contains(addition)) {
        client.pushBlob(repository, addition, store.blobs().size(addition));
      }
    }
  }

  private static String tag(ImageReference name) {
    return name.withDefaultTag().tag().orElse(ImageReference.DEFAULT_TAG);
  }

  private static Descriptor described(Descriptor stored, byte[] content) {
    return new Descriptor(
        stored.mediaType(),
        Digest.sha256(content),
        content.length,
        stored.annotations(),
        stored.platform());
  }

  /// Pushes what else the index names, and gives the index of what was pushed.
  private byte[] index(
      ImageSet set,
      Repository repository,
      dev.slipway.registry.client.ImagePush client,
      Map<Digest, Descriptor> pushed)
      throws IOException, InterruptedException {
    IndexDocument index = IndexDocument.parse(store.blobs().read(set.root().digest()));
    Set<Digest> documents = new HashSet<>(Set.of(set.root().digest()));
    List<Descriptor> additions = new ArrayList<>();
    for (Descriptor each : index.manifests()) {
      documents.add(each.digest());
      if (!pushed.containsKey(each.digest())) {
        additions.add(each);
      }
    }
    set.referrers().forEach(each -> documents.add(each.toDescriptor().digest()));
    for (Digest addition : set.additions()) {
      if (!documents.contains(addition)) {
        client.pushBlob(repository, addition, store.blobs().size(addition));
      }
    }
    for (Descriptor each : additions) {
      var _ = client.putByDigest(repository, each.mediaType(), store.blobs().read(each.digest()));
    }
    boolean same =
        pushed.entrySet().stream().allMatch(each -> each.getValue().digest().equals(each.getKey()));
    return same ? store.blobs().read(set.root().digest()) : index.replacing(pushed).toJson();
  }

  private static void tell(TransferEvent event, Progress.Entry entry) {
    switch (event) {
      case TransferEvent.LayerBytes(var layer, _, long done, long total) ->
          entry.transfer(layer.toString(), done, Math.max(0, total), total > 0 && done == total);
      case TransferEvent.Notice(String text) -> entry.status(text, false);
      case TransferEvent.LayerStage _, TransferEvent.Pulling _, TransferEvent.Pushing _ -> {}
    }
  }
}
