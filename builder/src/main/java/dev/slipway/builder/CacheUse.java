package dev.slipway.builder;

import java.util.Set;

/// What a build uses of what earlier builds made.
///
/// @param nothing whether every step runs, whatever is known of it
/// @param exceptStages `--no-cache-filter`: the names of stages whose steps run whatever is known
/// @param newestBases `--pull`: whether registries are asked for bases that the store has
public record CacheUse(boolean nothing, Set<String> exceptStages, boolean newestBases) {
  /// Whatever is known.
  public static final CacheUse ALL = new CacheUse(false, Set.of(), false);

  /// Nothing but downloads and cache mounts.
  public static final CacheUse NOTHING = new CacheUse(true, Set.of(), false);

  /// Copies the names.
  public CacheUse {
    exceptStages = Set.copyOf(exceptStages);
  }

  /// Whatever is known of other stages than these.
  public static CacheUse except(Set<String> stages) {
    return new CacheUse(false, stages, false);
  }

  /// With bases as their registries have them now.
  public CacheUse withNewestBases() {
    return new CacheUse(nothing, exceptStages, true);
  }
}
