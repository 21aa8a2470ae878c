package dev.slipway.engine.build;

import dev.slipway.builder.cache.CacheBackend;
import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import dev.slipway.image.MediaTypes;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.image.spec.ManifestDocument;
import dev.slipway.image.store.RemoteBlob;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import dev.slipway.registry.client.FetchedManifest;
import dev.slipway.registry.client.RegistrySession;
import dev.slipway.registry.client.RepositoryBlobs;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A cache in a registry, under a name of its own or in an image: `type=registry`.
final class RegistryBackend implements CacheBackend {
  private final RegistrySession session;
  private final ImageReference reference;
  private final Repository repository;
  private final RepositoryBlobs blobs;
  private final Set<Digest> named = ConcurrentHashMap.newKeySet();

  RegistryBackend(RegistrySession session, ImageReference reference) {
    this.session = session;
    this.reference = reference.withDefaultTag();
    this.repository = Repository.of(reference);
    this.blobs = new RepositoryBlobs(session, repository);
  }

  @Override
  public String name() {
    return reference.full();
  }

  private String tagOrDigest() {
    return reference.digest().map(Object::toString).or(reference::tag).orElseThrow();
  }

  @Override
  public List<byte[]> manifests() throws InterruptedException {
    FetchedManifest found;
    try {
      found = session.client().manifest(repository, tagOrDigest());
    } catch (RegistryException refused) {
      if (refused.isNotFound()) {
        return List.of();
      }
      throw refused;
    }
    if (!found.isIndex()) {
      return List.of(named(found.content()));
    }
    var manifests = new ArrayList<byte[]>();
    for (Descriptor each : IndexDocument.parse(found.content()).manifests()) {
      manifests.add(named(session.client().manifest(repository, each).content()));
    }
    return manifests;
  }

  /// A registry takes no manifest whose blobs it does not have: it is not asked for each of them.
  private byte[] named(byte[] manifest) {
    ManifestDocument document = ManifestDocument.parse(manifest);
    named.add(document.config().digest());
    document.layers().forEach(layer -> named.add(layer.digest()));
    return manifest;
  }

  @Override
  public boolean contains(Descriptor blob) throws InterruptedException {
    return named.contains(blob.digest()) || blobs.contains(blob.digest());
  }

  @Override
  public InputStream open(Descriptor blob) throws IOException, InterruptedException {
    return blobs.open(blob);
  }

  @Override
  public RemoteBlob remote(Descriptor blob) {
    return new RemoteBlob(repository.registry(), repository.path(), blob);
  }

  @Override
  public void put(Descriptor blob, Path file) throws IOException, InterruptedException {
    blobs.upload(blob.digest(), file);
  }

  @Override
  public void publish(byte[] manifest, String artifactType) throws InterruptedException {
    Descriptor _ =
        session.client().putManifest(repository, tagOrDigest(), MediaTypes.OCI_MANIFEST, manifest);
  }
}
