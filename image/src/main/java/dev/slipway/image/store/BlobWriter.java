package dev.slipway.image.store;

import dev.slipway.image.Digest;
import dev.slipway.image.DigestingOutputStream;
import dev.slipway.image.ImageException;
import java.io.IOException;
import java.nio.file.Path;

/// A blob on its way into the store. Closing it without [#commit] drops it.
public final class BlobWriter extends StagedFile {
  private final Blobs blobs;

  BlobWriter(Blobs blobs, Path temporary) throws IOException {
    super(temporary, DigestingOutputStream.beside(new EarlyWriting(temporary)));
    this.blobs = blobs;
  }

  /// Makes it a blob of the store.
  public Digest commit() throws IOException {
    Digest digest = written();
    blobs.adopt(temporary(), digest);
    adopted();
    return digest;
  }

  /// As [#commit], where the digest is known beforehand and must be right.
  public void commit(Digest expected) throws IOException {
    Digest digest = written();
    if (!digest.equals(expected)) {
      throw new ImageException("wrong digest: expected " + expected + ", got " + digest);
    }
    blobs.adopt(temporary(), digest);
    adopted();
  }
}
