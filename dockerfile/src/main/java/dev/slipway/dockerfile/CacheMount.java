package dev.slipway.dockerfile;

import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// `RUN --mount=type=cache`: a directory that outlives the build and is in no layer.
///
/// @param id what the cache is kept under; the cleaned target unless `id=` says otherwise
/// @param target where it is mounted; a relative path starts at the working directory
/// @param sharing what a second build does that uses the cache at the same time
/// @param from a stage or image whose `source` directory fills a new cache; null is an empty one
/// @param source the directory of `from`, as written, empty for its root
/// @param mode of a new cache directory (default 0755)
/// @param uid owner of a new cache directory (default 0)
/// @param gid group of a new cache directory (default 0)
public record CacheMount(
    Span span,
    String id,
    String target,
    boolean readOnly,
    Sharing sharing,
    @Nullable Word from,
    String source,
    OptionalInt mode,
    OptionalLong uid,
    OptionalLong gid)
    implements RunMount {
  /// Who may use a cache at the same time.
  public enum Sharing {
    /// All at once.
    SHARED,
    /// Each gets its own when the first is in use.
    PRIVATE,
    /// One after the other.
    LOCKED
  }
}
