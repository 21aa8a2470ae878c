package dev.slipway.registry.client;

import dev.slipway.image.Digest;
import dev.slipway.image.store.Blobs;
import java.io.IOException;
import java.io.InputStream;

/// A blob of the store that is to be uploaded as it is.
record StoredBlob(Blobs blobs, Digest digest, long length) implements UploadSource {
  @Override
  public InputStream open(long from) throws IOException {
    InputStream stream = blobs.open(digest);
    stream.skipNBytes(from);
    return stream;
  }

  @Override
  public long awaitLength() {
    return length;
  }
}
