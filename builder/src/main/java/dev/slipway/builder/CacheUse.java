package dev.slipway.builder;

import java.util.Set;

/// What a build uses of what earlier builds made.
///
/// @param nothing whether every step runs, whatever is known of it
/// @param exceptStages `--no-cache-filter`: the names of stages whose steps run whatever is known
public record CacheUse(boolean nothing, Set<String> exceptStages) {
  /// Whatever is known.
  public static final CacheUse ALL = new CacheUse(false, Set.of());

  /// Nothing but downloads and cache mounts.
  public static final CacheUse NOTHING = new CacheUse(true, Set.of());

  /// Copies the names.
  public CacheUse {
    exceptStages = Set.copyOf(exceptStages);
  }

  /// Whatever is known of other stages than these.
  public static CacheUse except(Set<String> stages) {
    return new CacheUse(false, stages);
  }
}
