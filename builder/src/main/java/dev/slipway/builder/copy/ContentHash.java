package dev.slipway.builder.copy;

import dev.slipway.image.Digest;
import java.util.Arrays;
import java.util.HexFormat;

/// The SHA-256 of a file's bytes as it is, because a context may have very many of them.
public final class ContentHash {
  /// How many bytes one has.
  public static final int BYTES = 32;

  private final byte[] sha256;

  private ContentHash(byte[] sha256) {
    if (sha256.length != BYTES) {
      throw new IllegalArgumentException("not a SHA-256: " + sha256.length + " bytes");
    }
    this.sha256 = sha256;
  }

  /// Of its bytes, which become the hash's own.
  public static ContentHash of(byte[] sha256) {
    return new ContentHash(sha256);
  }

  public static ContentHash of(Digest digest) {
    return new ContentHash(HexFormat.of().parseHex(digest.hex()));
  }

  public byte[] bytes() {
    return sha256.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContentHash that && Arrays.equals(sha256, that.sha256);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sha256);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(sha256);
  }
}
