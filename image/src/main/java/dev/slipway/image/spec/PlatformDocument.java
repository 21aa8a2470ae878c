package dev.slipway.image.spec;

import dev.slipway.image.Platform;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `platform` of a descriptor in an index.
@Json
public record PlatformDocument(
    @Nullable String architecture,
    @Nullable String os,
    @Json.Property("os.version") @Nullable String osVersion,
    @Json.Property("os.features") @Nullable List<String> osFeatures,
    @Nullable String variant) {

  static @Nullable PlatformDocument of(@Nullable Platform platform) {
    if (platform == null) {
      return null;
    }
    return new PlatformDocument(
        platform.architecture(), platform.os(), null, null, SpecJson.omitEmpty(platform.variant()));
  }

  Platform toPlatform() {
    return new Platform(
        SpecJson.orEmpty(os), SpecJson.orEmpty(architecture), SpecJson.orEmpty(variant));
  }
}
