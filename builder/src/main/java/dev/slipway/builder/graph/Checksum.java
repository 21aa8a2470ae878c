package dev.slipway.builder.graph;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// `sha256:HEX`, `sha384:HEX` or `sha512:HEX`.
///
/// @param algorithm in lower case
/// @param hex as many digits as the algorithm has, in lower case
public record Checksum(String algorithm, String hex) {
  private static final Map<String, Integer> DIGITS =
      Map.of("sha256", 64, "sha384", 96, "sha512", 128);

  /// Empty where the text is none.
  public static Optional<Checksum> parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      return Optional.empty();
    }
    String algorithm = text.substring(0, colon);
    String hex = text.substring(colon + 1);
    Integer digits = DIGITS.get(algorithm);
    return digits != null && hex.length() == digits && hex.matches("[0-9a-f]+")
        ? Optional.of(new Checksum(algorithm, hex))
        : Optional.empty();
  }

  /// As Java's security providers call it: `SHA-256`.
  public String javaName() {
    return algorithm.toUpperCase(Locale.ROOT).replace("SHA", "SHA-");
  }

  @Override
  public String toString() {
    return algorithm + ":" + hex;
  }
}
