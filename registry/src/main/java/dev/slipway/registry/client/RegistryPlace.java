package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.Repository;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A name in a registry.
public final class RegistryPlace implements ImagePlace {
  private final RegistrySession session;
  private final RegistryClient client;
  private final ImageReference reference;
  private final Repository repository;

  public RegistryPlace(RegistrySession session, ImageReference name) {
    this.session = session;
    this.client = session.client();
    this.reference = name.withDefaultTag();
    this.repository = Repository.of(reference);
  }

  @Override
  public FetchedManifest manifest(@Nullable Descriptor wanted) throws InterruptedException {
    return wanted == null
        ? new ManifestChoice(client).top(reference)
        : client.manifest(repository, wanted);
  }

  @Override
  public UploadSource blob(Descriptor blob) {
    return new FetchedBlob(client, repository, blob);
  }

  @Override
  public boolean has(Digest blob) throws InterruptedException {
    return client.hasBlob(repository, blob);
  }

  @Override
  public boolean adopts(Descriptor blob, ImagePlace from) throws InterruptedException {
    if (!(from instanceof RegistryPlace other)
        || !other.repository.registry().equals(repository.registry())
        || other.repository.equals(repository)) {
      return false;
    }
    try {
      Optional<URI> opened =
          BlobUpload.mount(client, repository, blob.digest(), other.repository.path());
      return opened.isEmpty();
    } catch (RegistryException refused) {
      return false;
    }
  }

  @Override
  public void put(Descriptor blob, UploadSource source) throws IOException, InterruptedException {
    new BlobUpload(
            client,
            session.settings().retries(),
            repository,
            "the blob " + blob.digest(),
            source,
            _ -> {})
        .run(Optional.empty());
  }

  @Override
  public void put(FetchedManifest manifest, boolean named) throws InterruptedException {
    String word =
        named ? ManifestChoice.word(reference) : manifest.descriptor().digest().toString();
    if (named
        && reference.digest().isPresent()
        && !reference.digest().get().equals(manifest.descriptor().digest())) {
      throw RegistryException.of(
          "what is copied is " + manifest.descriptor().digest() + ", not " + reference,
          "copy it to a tag");
    }
    var _ =
        client.putManifest(repository, word, manifest.descriptor().mediaType(), manifest.content());
  }

  @Override
  public Optional<FetchedManifest> referrers(Digest image) throws InterruptedException {
    return new Referrers(client, repository).index(image);
  }

  @Override
  public String toString() {
    return reference.full();
  }
}
