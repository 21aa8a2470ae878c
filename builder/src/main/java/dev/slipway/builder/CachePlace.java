package dev.slipway.builder;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where a build cache, or cache mounts, are kept outside of the store.
public sealed interface CachePlace {

  /// `type=local`: a directory that is an OCI image layout.
  ///
  /// @param tag which of its entries
  /// @param digest of the entry's manifest, in place of the tag; null is by tag
  record Directory(Path path, String tag, @Nullable String digest) implements CachePlace {
    /// Makes the path absolute.
    public Directory {
      path = path.toAbsolutePath().normalize();
    }
  }

  /// `type=registry`.
  record Registry(String reference) implements CachePlace {}
}
