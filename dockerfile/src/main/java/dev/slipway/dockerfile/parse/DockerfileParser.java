package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Dockerfile;

/// From text to records.
@SuppressWarnings("DoNotCallSuggester")
public final class DockerfileParser {
  private DockerfileParser() {}

  /// Reads a Dockerfile.
  ///
  /// @param name what diagnostics call the file
  /// @throws dev.slipway.dockerfile.DockerfileException with all its mistakes
  public static Dockerfile parse(String name, String text) {
    throw new UnsupportedOperationException("on its way");
  }
}
