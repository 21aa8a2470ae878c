package dev.slipway.builder.copy;

import dev.slipway.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;

/// Hashes one file after the other, of which a context may have very many. One thread at a time.
final class FileHasher {
  private final MessageDigest sha256 = Digest.newSha256();
  private final byte[] buffer = new byte[1 << 16];

  /// Of all bytes of the stream, which is not closed.
  ContentHash hash(InputStream in) throws IOException {
    begin();
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      sha256.update(buffer, 0, count);
    }
    return end();
  }

  /// Drops what an earlier file, which was not read to its end, may have left.
  void begin() {
    sha256.reset();
  }

  void add(byte[] bytes, int offset, int length) {
    sha256.update(bytes, offset, length);
  }

  ContentHash end() {
    return ContentHash.of(sha256.digest());
  }
}
