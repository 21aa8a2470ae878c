package dev.slipway.image.store;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import dev.slipway.image.ImageReferenceException;
import dev.slipway.image.Platform;
import dev.slipway.image.spec.GoTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One entry of `index.json`: a name and what it names. An image without a name has one entry with
/// neither reference nor digest of a repository.
///
/// @param descriptor of the manifest, without annotations
/// @param imageId digest of the config
/// @param layerSizes for each layer the bytes of its regular files, hard links once
public record NamedImage(
    @Nullable ImageReference referenceOrNull,
    Descriptor descriptor,
    Digest imageId,
    @Nullable Instant createdOrNull,
    List<Long> layerSizes) {
  private static final String NAME = "org.opencontainers.image.ref.name";
  private static final String CREATED = "org.opencontainers.image.created";
  private static final String ID = "dev.slipway.image.id";
  private static final String SIZES = "dev.slipway.image.layer-sizes";

  public NamedImage {
    layerSizes = List.copyOf(layerSizes);
  }

  /// Written out as in [Digest].
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof NamedImage that
        && Objects.equals(referenceOrNull, that.referenceOrNull)
        && descriptor.equals(that.descriptor)
        && imageId.equals(that.imageId)
        && Objects.equals(createdOrNull, that.createdOrNull)
        && layerSizes.equals(that.layerSizes);
  }

  @Override
  public int hashCode() {
    return descriptor.hashCode();
  }

  public Optional<ImageReference> reference() {
    return Optional.ofNullable(referenceOrNull);
  }

  public Optional<Instant> created() {
    return Optional.ofNullable(createdOrNull);
  }

  public Digest manifest() {
    return descriptor.digest();
  }

  public Optional<Platform> platform() {
    return Optional.ofNullable(descriptor.platform());
  }

  /// Docker's SIZE.
  public long size() {
    long sum = 0;
    for (long layer : layerSizes) {
      sum += layer;
    }
    return sum;
  }

  NamedImage withReference(@Nullable ImageReference changed) {
    return new NamedImage(changed, descriptor, imageId, createdOrNull, layerSizes);
  }

  /// The entry as `index.json` holds it.
  Descriptor annotated() {
    Map<String, String> annotations = new TreeMap<>();
    if (referenceOrNull != null) {
      annotations.put(NAME, referenceOrNull.full());
    }
    if (createdOrNull != null) {
      annotations.put(CREATED, String.valueOf(GoTime.format(createdOrNull)));
    }
    annotations.put(ID, imageId.toString());
    annotations.put(SIZES, String.join(" ", layerSizes.stream().map(String::valueOf).toList()));
    return descriptor.withAnnotations(annotations);
  }

  /// Reads an entry that Slipway wrote; null for one of another tool's.
  static @Nullable NamedImage of(Descriptor entry) {
    Map<String, String> annotations = entry.annotations();
    String id = annotations.get(ID);
    String sizes = annotations.get(SIZES);
    if (id == null || sizes == null) {
      return null;
    }
    return new NamedImage(
        referenceOf(entry),
        entry.withAnnotations(Map.of()),
        Digest.parse(id),
        GoTime.parse(annotations.get(CREATED)),
        numbers(sizes));
  }

  private static List<Long> numbers(String text) {
    List<Long> numbers = new ArrayList<>();
    for (int start = 0; start < text.length(); ) {
      int space = text.indexOf(' ', start);
      int end = space < 0 ? text.length() : space;
      numbers.add(Long.parseLong(text, start, end, 10));
      start = end + 1;
    }
    return numbers;
  }

  /// Another tool may have written a name that is none here, or left out the tag.
  static @Nullable ImageReference referenceOf(Descriptor entry) {
    String name = entry.annotations().get(NAME);
    if (name == null || name.isEmpty()) {
      return null;
    }
    try {
      return ImageReference.parse(name).withDefaultTag();
    } catch (ImageReferenceException _) {
      return null;
    }
  }
}
