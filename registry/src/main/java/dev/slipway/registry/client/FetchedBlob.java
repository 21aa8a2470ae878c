package dev.slipway.registry.client;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.registry.Repository;
import dev.slipway.registry.transport.Purpose;
import dev.slipway.registry.transport.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;

/// A blob of one registry on its way to another place. What it is is checked where it arrives: no
/// place takes a blob under another's name.
record FetchedBlob(RegistryClient client, Repository repository, Descriptor blob)
    implements UploadSource {
  @Override
  public InputStream open(long from) throws IOException {
    Response response;
    try {
      response = client.openBlob(repository, blob.digest(), from, blob.size());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
    if (response.status() != 200 && response.status() != 206) {
      try (response) {
        Purpose purpose = Purpose.pull(repository, "the blob " + blob.digest());
        throw Failures.of(response, purpose);
      }
    }
    if (response.status() == 200 && from > 0) {
      response.body().skipNBytes(from);
    }
    return response.body();
  }

  @Override
  public long length() {
    return blob.size();
  }

  @Override
  public long awaitLength() {
    return blob.size();
  }

  @Override
  public Digest digest() {
    return blob.digest();
  }
}
