package dev.slipway.image.spec;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import io.avaje.jsonb.Json;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A descriptor as manifests and indexes hold it.
@Json
public record DescriptorDocument(
    @Nullable String mediaType,
    @Nullable String digest,
    @Nullable Long size,
    @Nullable Map<String, String> annotations,
    @Nullable PlatformDocument platform,
    @Nullable String artifactType) {

  public static DescriptorDocument of(Descriptor descriptor) {
    return new DescriptorDocument(
        descriptor.mediaType(),
        descriptor.digest().toString(),
        descriptor.size(),
        descriptor.annotations().isEmpty() ? null : descriptor.annotations(),
        PlatformDocument.of(descriptor.platform()),
        null);
  }

  /// With what kind of artifact it is.
  public DescriptorDocument withArtifactType(@Nullable String changed) {
    return new DescriptorDocument(mediaType, digest, size, annotations, platform, changed);
  }

  DescriptorDocument withMediaType(UnaryOperator<String> names) {
    return new DescriptorDocument(
        mediaType == null ? null : names.apply(mediaType),
        digest,
        size,
        annotations,
        platform,
        artifactType);
  }

  public Descriptor toDescriptor() {
    if (digest == null || size == null) {
      throw new ImageException("invalid manifest: a descriptor without digest or size");
    }
    return new Descriptor(
        SpecJson.orEmpty(mediaType),
        Digest.parse(digest),
        size,
        annotations == null ? Map.of() : annotations,
        platform == null ? null : platform.toPlatform());
  }
}
