package dev.slipway.registry.client;

import dev.slipway.image.Digest;
import dev.slipway.registry.RegistryException;
import dev.slipway.registry.transport.Purpose;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Digests of documents, by either algorithm.
final class Digests {
  private Digests() {}

  static Digest of(String algorithm, byte[] content) {
    if (algorithm.equals("sha256")) {
      return Digest.sha256(content);
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-512").digest(content);
      return new Digest("sha512", HexFormat.of().formatHex(hash));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-512", impossible);
    }
  }

  static RegistryException mismatch(Purpose purpose, Digest found) {
    return RegistryException.of(
        purpose + " was damaged on its way, several times: it came as " + found,
        "the registry or what lies between is damaged: try again, or fetch it elsewhere");
  }
}
