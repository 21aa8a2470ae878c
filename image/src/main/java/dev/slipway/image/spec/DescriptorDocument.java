package dev.slipway.image.spec;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
    @Nullable String artifactType,
    @Nullable List<String> urls) {
  /// The image that an attestation is about (BuildKit, attestation storage).
  private static final String ABOUT = "vnd.docker.reference.digest";

  public static DescriptorDocument of(Descriptor descriptor) {
    return new DescriptorDocument(
        descriptor.mediaType(),
        descriptor.digest().toString(),
        descriptor.size(),
        descriptor.annotations().isEmpty() ? null : descriptor.annotations(),
        PlatformDocument.of(descriptor.platform()),
        null,
        null);
  }

  /// With what kind of artifact it is.
  public DescriptorDocument withArtifactType(@Nullable String changed) {
    return new DescriptorDocument(mediaType, digest, size, annotations, platform, changed, urls);
  }

  /// With the digest and size of what stands in its place, or in that of what it is about.
  DescriptorDocument replaced(Map<Digest, Descriptor> changed) {
    Descriptor own = digest == null ? null : changed.get(Digest.parse(digest));
    Map<String, String> said = annotations == null ? Map.of() : annotations;
    String about = said.get(ABOUT);
    Descriptor other = about == null ? null : changed.get(Digest.parse(about));
    if (other != null) {
      var replacing = new TreeMap<>(said);
      replacing.put(ABOUT, other.digest().toString());
      said = replacing;
    }
    return new DescriptorDocument(
        mediaType,
        own == null ? digest : own.digest().toString(),
        own == null ? size : Long.valueOf(own.size()),
        said.isEmpty() ? null : said,
        platform,
        artifactType,
        urls);
  }

  DescriptorDocument withMediaType(UnaryOperator<String> names) {
    return new DescriptorDocument(
        mediaType == null ? null : names.apply(mediaType),
        digest,
        size,
        annotations,
        platform,
        artifactType,
        urls);
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
