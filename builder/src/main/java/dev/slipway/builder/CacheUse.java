package dev.slipway.builder;

/// What a build uses of what earlier builds made.
///
/// @param nothing whether every step runs, whatever is known of it
public record CacheUse(boolean nothing) {
  /// Whatever is known.
  public static final CacheUse ALL = new CacheUse(false);

  /// Nothing but downloads and cache mounts.
  public static final CacheUse NOTHING = new CacheUse(true);
}
