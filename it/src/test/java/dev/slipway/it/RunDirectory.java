package dev.slipway.it;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The name under `/run/slipway` of what belongs to one store: the first twelve digits of the
/// SHA-256 of its path.
final class RunDirectory {
  private RunDirectory() {}

  static String of(Path store) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(store.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, 12);
    } catch (NoSuchAlgorithmException everyJvmHasIt) {
      throw new AssertionError(everyJvmHasIt);
    }
  }
}
