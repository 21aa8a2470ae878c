package dev.slipway.dockerfile.ignore;

/// What a `.dockerignore` file leaves out of a context.
@SuppressWarnings("DoNotCallSuggester")
public final class IgnoreRules {
  private IgnoreRules() {}

  /// @param name what diagnostics call the file
  /// @throws dev.slipway.dockerfile.DockerfileException for a pattern that is none
  public static IgnoreRules parse(String name, String text) {
    throw new UnsupportedOperationException("on its way");
  }

  /// Whether the file at this path, relative to the context's root, is left out.
  public boolean excludes(String path) {
    throw new UnsupportedOperationException("on its way");
  }

  /// Whether something under this directory may be kept, although the directory itself is left out.
  public boolean mayContainIncluded(String directory) {
    throw new UnsupportedOperationException("on its way");
  }
}
