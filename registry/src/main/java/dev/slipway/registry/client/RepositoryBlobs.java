package dev.slipway.registry.client;

import dev.slipway.image.Digest;
import dev.slipway.registry.Repository;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
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

  /// Opens a blob, whose bytes are not compared with anything yet.
  ///
  /// @throws dev.slipway.registry.RegistryException it is not there
  public InputStream open(Digest digest) throws InterruptedException {
    var response = session.client().openBlob(repository, digest, 0, -1);
    if (response.status() != 200) {
      try (response) {
        throw Failures.of(
            response,
            dev.slipway.registry.transport.Purpose.pull(repository, "the blob " + digest));
      }
    }
    return new FilterInputStream(response.body()) {
      @Override
      public void close() {
        response.close();
      }
    };
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
