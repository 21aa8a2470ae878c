package dev.slipway.image.store;

import dev.slipway.image.Digest;
import dev.slipway.image.DigestingOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file on its way into the store. Closing it before it is adopted drops it.
abstract sealed class StagedFile extends OutputStream permits BlobWriter, LayerWriter {
  private final Path temporary;
  private final DigestingOutputStream sink;
  private boolean ended;

  /// @param sink writes to `temporary`
  StagedFile(Path temporary, DigestingOutputStream sink) {
    this.temporary = temporary;
    this.sink = sink;
  }

  @Override
  public final void write(int value) throws IOException {
    sink.write(value);
  }

  @Override
  public final void write(byte[] bytes, int offset, int length) throws IOException {
    sink.write(bytes, offset, length);
  }

  /// The bytes written so far.
  public final long count() {
    return sink.count();
  }

  final Path temporary() {
    return temporary;
  }

  /// Ends the writing.
  final void end() throws IOException {
    sink.flush();
    sink.close();
  }

  /// Ends the writing; to be called once.
  ///
  /// @return the digest of all that was written
  final Digest written() throws IOException {
    end();
    return sink.digest();
  }

  /// The temporary file has become part of the store.
  final void adopted() {
    ended = true;
  }

  @Override
  public final void close() throws IOException {
    if (!ended) {
      ended = true;
      sink.drop();
      sink.close();
      Files.deleteIfExists(temporary);
    }
  }
}
