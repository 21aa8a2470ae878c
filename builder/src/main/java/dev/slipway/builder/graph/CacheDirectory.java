package dev.slipway.builder.graph;

import org.jspecify.annotations.Nullable;

/// `RUN --mount=type=cache`: a directory that outlives the build.
///
/// @param id what it is kept under
/// @param target absolute
/// @param from what a new one is filled with; null is nothing
/// @param source the directory of `from`
/// @param mode 07777, of a new one
public record CacheDirectory(
    String id,
    String target,
    boolean readOnly,
    Sharing sharing,
    @Nullable Step from,
    String source,
    int mode,
    long uid,
    long gid) {

  /// Who may use it at the same time.
  public enum Sharing {
    /// All at once.
    SHARED,
    /// Each gets its own when the first is in use.
    PRIVATE,
    /// One after the other.
    LOCKED
  }
}
