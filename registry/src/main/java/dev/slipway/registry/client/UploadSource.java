package dev.slipway.registry.client;

import dev.slipway.image.Digest;
import java.io.IOException;
import java.io.InputStream;

/// The bytes of a blob that is to be uploaded.
interface UploadSource {
  /// Opens it from a byte on.
  InputStream open(long from) throws IOException;

  /// Its length; negative while it is still made.
  long length();

  /// Waits until its length is known.
  long awaitLength() throws IOException, InterruptedException;

  /// Its digest; to be asked for once the length is known.
  Digest digest() throws IOException, InterruptedException;
}
