package dev.slipway.image;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A content digest, `algorithm:hex` (OCI image specification, descriptor.md). SHA-256 and SHA-512
/// are known; everything in the store is named by SHA-256.
public record Digest(String algorithm, String hex) implements Comparable<Digest> {
  private static final int SHA256_HEX = 64;
  private static final int SHA512_HEX = 128;

  /// Bytes that are hashed sooner than Java's own digest is ready to.
  private static final int SMALL = 32 << 10;

  public Digest {
    int length =
        switch (algorithm) {
          case "sha256" -> SHA256_HEX;
          case "sha512" -> SHA512_HEX;
          default ->
              throw new ImageException(
                  "unsupported digest algorithm", "use a sha256 digest instead of " + algorithm);
        };
    if (hex.length() != length || !isLowerHex(hex)) {
      throw new ImageException(
          "invalid checksum digest format: " + algorithm + ":" + hex,
          "a digest is " + algorithm + ": and " + length + " lowercase hexadecimal digits");
    }
  }

  public static Digest parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new ImageException(
          "invalid checksum digest format: " + text, "a digest looks like sha256:2c26b46b...");
    }
    return new Digest(text.substring(0, colon), text.substring(colon + 1));
  }

  public static Digest ofSha256Hex(String hex) {
    return new Digest("sha256", hex);
  }

  public static Digest sha256(byte[] content) {
    return ofSha256(
        content.length < SMALL ? SmallSha256.digest(content) : newSha256().digest(content));
  }

  /// From the 32 bytes that a finished SHA-256 gave.
  public static Digest ofSha256(byte[] hash) {
    return ofSha256Hex(HexFormat.of().formatHex(hash));
  }

  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }

  /// The 12 digits that tables show.
  public String shortHex() {
    return hex.substring(0, 12);
  }

  @Override
  public int compareTo(Digest other) {
    return toString().compareTo(other.toString());
  }

  /// Written out, as in the other records of this package that every command compares: a record's
  /// own is put together at run time, which costs a short command milliseconds.
  @Override
  public boolean equals(Object other) {
    return other instanceof Digest that && hex.equals(that.hex) && algorithm.equals(that.algorithm);
  }

  @Override
  public int hashCode() {
    return hex.hashCode();
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }

  static boolean isLowerHex(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
        return false;
      }
    }
    return true;
  }
}
