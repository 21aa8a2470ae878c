package dev.slipway.builder;

import org.jspecify.annotations.Nullable;

/// What is said about an image beside it: `--sbom`, `--provenance`, `--attest`.
///
/// @param sbom the list of what is in it; null is none
/// @param provenance how it was made; null is nothing
/// @param form where they stand
public record Attestations(@Nullable Sbom sbom, @Nullable Provenance provenance, Form form) {
  /// Nothing is said unless it is asked for.
  public static final Attestations NONE = new Attestations(null, null, Form.REFERRERS);

  /// The language of the list.
  public enum Sbom {
    /// SPDX 2.3.
    SPDX,
    /// CycloneDX 1.6.
    CYCLONEDX
  }

  /// SLSA provenance 1.0.
  ///
  /// @param detailed `mode=max`: with build arguments and the Dockerfile
  /// @param builderId who is said to have built it; empty is this program
  public record Provenance(boolean detailed, String builderId) {}

  /// How a reader finds them.
  public enum Form {
    /// Manifests of their own that name the image as their subject; the image stays as it is.
    REFERRERS,
    /// BuildKit's: an index holds the image and one manifest of what is said of it.
    INDEX;

    public boolean isIndex() {
      return this == INDEX;
    }
  }

  public boolean areNone() {
    return sbom == null && provenance == null;
  }
}
