package dev.slipway.image.spec;

import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One image of a docker-archive's `manifest.json`: paths within the archive, layers bottom first.
@Json
public record ArchiveManifest(
    @Json.Property("Config") @Nullable String config,
    @Json.Property("RepoTags") @Nullable List<String> repoTags,
    @Json.Property("Layers") @Nullable List<String> layers) {

  public static List<ArchiveManifest> parse(byte[] bytes) {
    return SpecJson.readList(ArchiveManifest.class, bytes, "manifest.json");
  }

  public static byte[] write(List<ArchiveManifest> images) {
    return SpecJson.writeList(ArchiveManifest.class, images);
  }
}
