package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.registry.Repository;
import dev.slipway.registry.transport.Purpose;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Blobs of a repository for those who keep other things there than images of the store.
public final class RepositoryBlobs {
  private final RegistrySession session;
  private final Repository repository;

  public RepositoryBlobs(RegistrySession session, Repository repository) {
    this.session = session;
    this.repository = repository;
  }

  public boolean contains(Digest digest) throws InterruptedException {
    return session.client().hasBlob(repository, digest);
  }

  /// Opens a blob, whose bytes are not compared with anything yet. Where a connection breaks the
  /// stream goes on.
  ///
  /// @throws dev.slipway.registry.RegistryException it is not there
  public InputStream open(Descriptor blob) throws IOException, InterruptedException {
    return open(blob, List.of());
  }

  /// @param urls where else it can be had
  public InputStream open(Descriptor blob, List<String> urls)
      throws IOException, InterruptedException {
    return BlobStream.open(
        new BlobPlaces(session.client(), repository, blob, urls),
        session.settings().retries(),
        Purpose.pull(repository, "the blob " + blob.digest()),
        blob.size());
  }

  /// Uploads a file as the blob of this digest, unless it is there.
  public void upload(Digest digest, Path file) throws IOException, InterruptedException {
    if (!contains(digest)) {
      new BlobUpload(
              session.client(),
              session.settings().retries(),
              repository,
              "the blob " + digest,
              new FileBlob(file, digest, Files.size(file)),
              _ -> {})
          .run(Optional.empty());
    }
  }

  /// A file that is to be uploaded as it is.
  private record FileBlob(Path file, Digest digest, long length) implements UploadSource {
    @Override
    public InputStream open(long from) throws IOException {
      InputStream stream = Files.newInputStream(file);
      stream.skipNBytes(from);
      return stream;
    }

    @Override
    public long awaitLength() {
      return length;
    }
  }
}
