package dev.slipway.image.store;

import dev.slipway.image.Digest;
import dev.slipway.image.DigestingOutputStream;
import dev.slipway.image.ImageException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A blob on its way into the store. Closing it without [#commit] drops it.
public final class BlobWriter extends OutputStream {
  private final Blobs blobs;
  private final Path temporary;
  private final DigestingOutputStream sink;
  private boolean ended;

  BlobWriter(Blobs blobs, Path temporary) throws IOException {
    this.blobs = blobs;
    this.temporary = temporary;
    this.sink = new DigestingOutputStream(Files.newOutputStream(temporary));
  }

  @Override
  public void write(int value) throws IOException {
    sink.write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    sink.write(bytes, offset, length);
  }

  public long count() {
    return sink.count();
  }

  /// Makes it a blob of the store.
  public Digest commit() throws IOException {
    sink.close();
    Digest digest = sink.digest();
    blobs.adopt(temporary, digest);
    ended = true;
    return digest;
  }

  /// As [#commit], where the digest is known beforehand and must be right.
  public void commit(Digest expected) throws IOException {
    sink.close();
    Digest digest = sink.digest();
    if (!digest.equals(expected)) {
      throw new ImageException("wrong digest: expected " + expected + ", got " + digest);
    }
    blobs.adopt(temporary, digest);
    ended = true;
  }

  @Override
  public void close() throws IOException {
    if (!ended) {
      ended = true;
      sink.close();
      Files.deleteIfExists(temporary);
    }
  }
}
