package dev.slipway.builder.cache;

import java.time.Instant;
import java.util.List;

/// One thing that the build cache keeps.
///
/// @param id hexadecimal; of a failed step its build's ID; of a cache mount's copy followed by its
///   number
/// @param parents ids of the steps that it stands on
/// @param size bytes of disk
/// @param shared whether an image or a container has the layer too: removing the entry frees little
/// @param inUse whether a process that runs keeps it
public record CacheEntry(
    String id,
    Kind kind,
    String description,
    List<String> parents,
    Instant created,
    Instant lastUsed,
    long size,
    boolean shared,
    boolean inUse) {
  /// Copies the parents.
  public CacheEntry {
    parents = List.copyOf(parents);
  }

  /// BuildKit's word for what it is.
  public enum Kind {
    /// A step's result.
    STEP("regular"),
    /// A `RUN --mount=type=cache`.
    MOUNT("exec.cachemount"),
    /// The result of a step that ran again, that was killed or that failed.
    LEFTOVER("internal");

    private final String word;

    Kind(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  public boolean reclaimable() {
    return !inUse;
  }

  /// Whether builds change it in place.
  public boolean mutable() {
    return kind == Kind.MOUNT;
  }
}
