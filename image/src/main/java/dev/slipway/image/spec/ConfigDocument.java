package dev.slipway.image.spec;

import dev.slipway.image.Digest;
import dev.slipway.image.ImageConfig;
import dev.slipway.image.Platform;
import io.avaje.jsonb.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An image's config, `application/vnd.oci.image.config.v1+json`, with the keys in the order in
/// which Docker's builds write them, so that the same image gets the same ID.
@Json
public record ConfigDocument(
    @Nullable String architecture,
    @Nullable String author,
    @Nullable ContainerDocument config,
    @Nullable String created,
    @Nullable List<HistoryDocument> history,
    @Nullable String os,
    @Json.Property("os.features") @Nullable List<String> osFeatures,
    @Json.Property("os.version") @Nullable String osVersion,
    @Nullable RootFsDocument rootfs,
    @Nullable String variant) {

  /// Reads a config's bytes; what a config may hold beyond [ImageConfig] is left aside.
  public static ImageConfig parse(byte[] bytes) {
    return SpecJson.read(ConfigDocument.class, bytes, "image config").toImageConfig();
  }

  /// The bytes of a config that Slipway writes: the same for the same config, always.
  public static byte[] write(ImageConfig config) {
    return SpecJson.write(ConfigDocument.class, of(config));
  }

  static ConfigDocument of(ImageConfig image) {
    return new ConfigDocument(
        image.platform().architecture(),
        SpecJson.omitEmpty(image.author()),
        ContainerDocument.of(image.config()),
        GoTime.format(image.created()),
        SpecJson.omitEmpty(image.history().stream().map(HistoryDocument::of).toList()),
        image.platform().os(),
        SpecJson.omitEmpty(image.osFeatures()),
        SpecJson.omitEmpty(image.osVersion()),
        new RootFsDocument("layers", image.diffIds().stream().map(Digest::toString).toList()),
        SpecJson.omitEmpty(image.platform().variant()));
  }

  ImageConfig toImageConfig() {
    Platform platform =
        new Platform(
            SpecJson.orEmpty(os).isEmpty() ? "linux" : SpecJson.orEmpty(os),
            SpecJson.orEmpty(architecture),
            SpecJson.orEmpty(variant));
    List<String> diffIds = rootfs == null ? List.of() : SpecJson.orEmpty(rootfs.diffIds());
    return new ImageConfig(
        GoTime.parse(created),
        SpecJson.orEmpty(author),
        platform,
        SpecJson.orEmpty(osVersion),
        SpecJson.orEmpty(osFeatures),
        config == null ? ContainerDocument.EMPTY.toContainerConfig() : config.toContainerConfig(),
        diffIds.stream().map(Digest::parse).toList(),
        SpecJson.orEmpty(history).stream().map(HistoryDocument::toHistoryEntry).toList());
  }
}
