package dev.slipway.builder.cache;

import dev.slipway.builder.CachePlace;

/// The backends of places on this machine.
public final class CacheBackends {
  private CacheBackends() {}

  public static CacheBackend of(CachePlace.Directory place) {
    return new DirectoryBackend(place);
  }
}
