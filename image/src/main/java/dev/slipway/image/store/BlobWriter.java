package dev.slipway.image.store;

import dev.slipway.image.Digest;
import dev.slipway.image.DigestingOutputStream;
import dev.slipway.image.ImageException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A blob on its way into the store. Closing it without [#commit] drops it.
public final class BlobWriter extends StagedFile {
  private final Blobs blobs;
  private @Nullable Digest digest;

  BlobWriter(Blobs blobs, Path temporary) throws IOException {
    super(temporary, DigestingOutputStream.beside(new EarlyWriting(temporary)));
    this.blobs = blobs;
  }

  /// Ends the writing and says what was written.
  public Digest digest() throws IOException {
    if (digest == null) {
      digest = written();
    }
    return digest;
  }

  /// Makes it a blob of the store.
  public Digest commit() throws IOException {
    Digest name = digest();
    blobs.adopt(temporary(), name);
    adopted();
    return name;
  }

  /// As [#commit], where the digest is known beforehand and must be right.
  public void commit(Digest expected) throws IOException {
    Digest found = digest();
    if (!found.equals(expected)) {
      throw new ImageException("wrong digest: expected " + expected + ", got " + found);
    }
    blobs.adopt(temporary(), found);
    adopted();
  }
}
