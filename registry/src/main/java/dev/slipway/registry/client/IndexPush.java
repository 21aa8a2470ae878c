package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.Platform;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.image.store.ImageStore;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import dev.slipway.registry.TransferEvent.Notice;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An index of the store on its way to a repository, with every image of it that is here.
final class IndexPush {
  private static final String ATTESTATION = "unknown";

  private final RegistryClient client;
  private final ImageStore store;
  private final ImagePush images;
  private final Repository repository;

  IndexPush(RegistryClient client, ImageStore store, ImagePush images, Repository repository) {
    this.client = client;
    this.store = store;
    this.images = images;
    this.repository = repository;
  }

  /// Pushes what the index names and gives the index of what the registry has then. What is neither
  /// here nor there is left out, and said so.
  byte[] content(Digest index) throws IOException, InterruptedException {
    byte[] stored = store.blobs().read(index);
    IndexDocument document = IndexDocument.parse(stored);
    Map<Digest, Descriptor> changed = new HashMap<>();
    Set<Digest> missing = new HashSet<>();
    for (Descriptor entry : document.manifests()) {
      if (store.blobs().contains(entry.digest())) {
        Descriptor pushed = push(entry);
        if (!pushed.digest().equals(entry.digest())) {
          changed.put(entry.digest(), pushed);
        }
      } else if (!client.hasManifest(repository, entry.digest().toString())) {
        missing.add(entry.digest());
        client.listener().on(new Notice(shown(entry) + " is not here: left out"));
      }
    }
    return changed.isEmpty() && missing.isEmpty()
        ? stored
        : document.without(missing).replacing(changed).toJson();
  }

  private Descriptor push(Descriptor entry) throws IOException, InterruptedException {
    if (!MediaTypes.isManifest(entry.mediaType())) {
      throw RegistryException.of(
          "an index within an index is not pushed: " + entry.digest(),
          "copy it from where it came: slipway image copy");
    }
    byte[] content =
        isAttestation(entry.platform())
            ? attestation(entry)
            : images.content(store.images().read(entry), repository);
    Descriptor pushed = images.putByDigest(repository, entry.mediaType(), content);
    return new Descriptor(
        entry.mediaType(), pushed.digest(), pushed.size(), entry.annotations(), entry.platform());
  }

  private static boolean isAttestation(@Nullable Platform platform) {
    return platform != null && platform.architecture().equals(ATTESTATION);
  }

  private byte[] attestation(Descriptor entry) throws IOException, InterruptedException {
    byte[] content = store.blobs().read(entry.digest());
    ManifestDocument manifest = ManifestDocument.parse(content);
    List<Descriptor> layers = manifest.layers();
    for (Descriptor layer : layers) {
      images.pushBlob(repository, layer.digest(), layer.size());
    }
    images.pushBlob(repository, manifest.config().digest(), manifest.config().size());
    return content;
  }

  private static String shown(Descriptor entry) {
    return entry.platform() == null ? entry.digest().toString() : entry.platform().toString();
  }
}
