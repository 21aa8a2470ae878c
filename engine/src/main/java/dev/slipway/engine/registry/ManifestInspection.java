package dev.slipway.engine.registry;

import dev.slipway.image.Descriptor;
import dev.slipway.image.ImageReference;
import dev.slipway.image.spec.IndexDocument;
import dev.slipway.registry.client.FetchedManifest;
import dev.slipway.registry.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A manifest or an index of a registry, to be looked at.
public final class ManifestInspection {
  private final ImageReference reference;
  private final FetchedManifest manifest;

  ManifestInspection(ImageReference reference, FetchedManifest manifest) {
    this.reference = reference;
    this.manifest = manifest;
  }

  public Descriptor descriptor() {
    return manifest.descriptor();
  }

  public boolean isIndex() {
    return manifest.isIndex();
  }

  /// Its bytes as they are.
  public byte[] content() {
    return manifest.content().clone();
  }

  /// What an index names.
  public List<Descriptor> entries() {
    return IndexDocument.parse(manifest.content()).manifests();
  }

  /// Its members as plain values.
  public Map<String, @Nullable Object> document() {
    return JsonObject.parse(manifest.content()).members();
  }

  /// With name, digest and size, as `docker manifest inspect -v` shows them.
  public Map<String, @Nullable Object> verbose() {
    Map<String, @Nullable Object> descriptor = new LinkedHashMap<>();
    descriptor.put("mediaType", descriptor().mediaType());
    descriptor.put("digest", descriptor().digest().toString());
    descriptor.put("size", descriptor().size());
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("Ref", reference.full());
    shown.put("Descriptor", descriptor);
    shown.put(isIndex() ? "Index" : "OCIManifest", document());
    return shown;
  }
}
