package dev.slipway.builder;

import dev.slipway.image.layer.LayerCompression;
import java.util.List;

/// What a build takes from caches outside of the store, and what it leaves there.
///
/// @param from `--cache-from`, the first that knows a step is used
/// @param to `--cache-to`
/// @param inline whether the image says itself which steps its layers are
/// @param mountsFrom `--cache-mount-from`
/// @param mountsTo `--cache-mount-to`
public record CacheTransfers(
    List<CachePlace> from,
    List<Target> to,
    boolean inline,
    List<Mounts> mountsFrom,
    List<Mounts> mountsTo) {
  /// Nothing.
  public static final CacheTransfers NONE =
      new CacheTransfers(List.of(), List.of(), false, List.of(), List.of());

  /// Copies the lists.
  public CacheTransfers {
    from = List.copyOf(from);
    to = List.copyOf(to);
    mountsFrom = List.copyOf(mountsFrom);
    mountsTo = List.copyOf(mountsTo);
  }

  /// Whether there is anything to do.
  public boolean areNone() {
    return equals(NONE);
  }

  /// Which steps are written.
  public enum Mode {
    /// Those of the image's own layers.
    MIN,
    /// All.
    MAX
  }

  /// A cache to be written.
  ///
  /// @param force whether layers that are compressed otherwise are compressed anew
  /// @param ignoreErrors whether the build goes on without it
  public record Target(
      CachePlace place,
      Mode mode,
      LayerCompression compression,
      boolean force,
      boolean ignoreErrors) {}

  /// Cache mounts.
  ///
  /// @param ids which; none are all that the build has
  public record Mounts(CachePlace place, List<String> ids) {
    /// Copies the ids.
    public Mounts {
      ids = List.copyOf(ids);
    }

    /// Whether the mount is meant.
    public boolean include(String id) {
      return ids.isEmpty() || ids.contains(id);
    }
  }
}
