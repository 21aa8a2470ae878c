package dev.slipway.image.spec;

import dev.slipway.image.Descriptor;
import dev.slipway.image.ImageException;
import dev.slipway.image.MediaTypes;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An image manifest, OCI's or Docker's.
@Json
public record ManifestDocument(
    @Nullable Integer schemaVersion,
    @Nullable String mediaType,
    @Nullable String artifactType,
    @Json.Property("config") @Nullable DescriptorDocument configDocument,
    @Json.Property("layers") @Nullable List<DescriptorDocument> layerDocuments,
    @Nullable Map<String, String> annotations) {

  public static ManifestDocument of(Descriptor config, List<Descriptor> layers) {
    return new ManifestDocument(
        2,
        MediaTypes.OCI_MANIFEST,
        null,
        DescriptorDocument.of(config.bare()),
        layers.stream().map(Descriptor::bare).map(DescriptorDocument::of).toList(),
        null);
  }

  public static ManifestDocument parse(byte[] bytes) {
    return SpecJson.read(ManifestDocument.class, bytes, "image manifest");
  }

  public byte[] toJson() {
    return SpecJson.write(ManifestDocument.class, this);
  }

  public Descriptor config() {
    if (configDocument == null) {
      throw new ImageException("invalid manifest: it names no config");
    }
    return configDocument.toDescriptor();
  }

  public List<Descriptor> layers() {
    return SpecJson.orEmpty(layerDocuments).stream().map(DescriptorDocument::toDescriptor).toList();
  }
}
