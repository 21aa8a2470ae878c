package dev.slipway.image;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A reference to content by its digest (OCI image specification, descriptor.md).
public record Descriptor(
    String mediaType,
    Digest digest,
    long size,
    Map<String, String> annotations,
    @Nullable Platform platform) {
  public Descriptor {
    if (size < 0) {
      throw new ImageException("descriptor of " + digest + " has a negative size: " + size);
    }
    SortedMap<String, String> sorted = new TreeMap<>(annotations);
    annotations = Collections.unmodifiableSortedMap(sorted);
  }

  public static Descriptor of(String mediaType, Digest digest, long size) {
    return new Descriptor(mediaType, digest, size, Map.of(), null);
  }

  public Descriptor withAnnotations(Map<String, String> changed) {
    return new Descriptor(mediaType, digest, size, changed, platform);
  }

  /// The media type, digest and size alone, as a manifest names its layers.
  public Descriptor bare() {
    return of(mediaType, digest, size);
  }

  /// Written out as in [Digest].
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Descriptor that
        && digest.equals(that.digest)
        && size == that.size
        && mediaType.equals(that.mediaType)
        && annotations.equals(that.annotations)
        && Objects.equals(platform, that.platform);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }
}
