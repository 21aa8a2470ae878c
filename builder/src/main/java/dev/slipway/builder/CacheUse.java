package dev.slipway.builder;

import java.util.Set;

/// What a build uses of what earlier builds made.
///
/// @param nothing whether every step runs, whatever is known of it
/// @param exceptStages `--no-cache-filter`: the names of stages whose steps run whatever is known
/// @param newestBases `--pull`: whether registries are asked for bases that the store has
/// @param transfers caches outside of the store
public record CacheUse(
    boolean nothing, Set<String> exceptStages, boolean newestBases, CacheTransfers transfers) {
  /// Whatever is known.
  public static final CacheUse ALL = new CacheUse(false, Set.of(), false, CacheTransfers.NONE);

  /// Nothing but downloads and cache mounts.
  public static final CacheUse NOTHING = new CacheUse(true, Set.of(), false, CacheTransfers.NONE);

  /// Copies the names.
  public CacheUse {
    exceptStages = Set.copyOf(exceptStages);
  }

  /// Whatever is known of other stages than these.
  public static CacheUse except(Set<String> stages) {
    return new CacheUse(false, stages, false, CacheTransfers.NONE);
  }

  /// With bases as their registries have them now.
  public CacheUse withNewestBases() {
    return new CacheUse(nothing, exceptStages, true, transfers);
  }

  /// With caches outside of the store.
  public CacheUse withTransfers(CacheTransfers value) {
    return new CacheUse(nothing, exceptStages, newestBases, value);
  }
}
