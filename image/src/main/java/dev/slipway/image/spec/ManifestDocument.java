package dev.slipway.image.spec;

import dev.slipway.image.Descriptor;
import dev.slipway.image.ImageException;
import dev.slipway.image.MediaTypes;
import io.avaje.jsonb.Json;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An image manifest, OCI's or Docker's.
@Json
public record ManifestDocument(
    @Nullable Integer schemaVersion,
    @Nullable String mediaType,
    @Nullable String artifactType,
    @Json.Property("config") @Nullable DescriptorDocument configDocument,
    @Json.Property("layers") @Nullable List<DescriptorDocument> layerDocuments,
    @Json.Property("subject") @Nullable DescriptorDocument subjectDocument,
    @Nullable Map<String, String> annotations) {

  public static ManifestDocument of(Descriptor config, List<Descriptor> layers) {
    return new ManifestDocument(
        2,
        MediaTypes.OCI_MANIFEST,
        null,
        DescriptorDocument.of(config.bare()),
        layers.stream().map(Descriptor::bare).map(DescriptorDocument::of).toList(),
        null,
        null);
  }

  /// Loads what writing configs and manifests needs.
  public static boolean prepare() {
    return SpecJson.prepare();
  }

  /// An artifact: its layers keep their annotations.
  ///
  /// @param subject what it says something about; null is nothing
  public static ManifestDocument ofArtifact(
      @Nullable String artifactType,
      Descriptor config,
      List<Descriptor> layers,
      @Nullable Descriptor subject) {
    return new ManifestDocument(
        2,
        MediaTypes.OCI_MANIFEST,
        artifactType,
        DescriptorDocument.of(config),
        layers.stream().map(DescriptorDocument::of).toList(),
        subject == null ? null : DescriptorDocument.of(subject.bare()),
        null);
  }

  /// The same with annotations, none at all where there are none.
  public ManifestDocument withAnnotations(Map<String, String> changed) {
    return new ManifestDocument(
        schemaVersion,
        mediaType,
        artifactType,
        configDocument,
        layerDocuments,
        subjectDocument,
        changed.isEmpty() ? null : new TreeMap<>(changed));
  }

  /// The same with Docker's media types, or OCI's.
  public ManifestDocument withMediaTypes(UnaryOperator<String> names) {
    return new ManifestDocument(
        schemaVersion,
        mediaType == null ? null : names.apply(mediaType),
        artifactType,
        configDocument == null ? null : configDocument.withMediaType(names),
        SpecJson.orEmpty(layerDocuments).stream().map(each -> each.withMediaType(names)).toList(),
        subjectDocument,
        annotations);
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

  /// The same with other layers.
  public ManifestDocument withLayers(List<Descriptor> layers) {
    return new ManifestDocument(
        schemaVersion,
        mediaType,
        artifactType,
        configDocument,
        layers.stream().map(DescriptorDocument::of).toList(),
        subjectDocument,
        annotations);
  }

  /// For each layer where else it can be had; mostly nowhere.
  public List<List<String>> layerUrls() {
    return SpecJson.orEmpty(layerDocuments).stream()
        .map(layer -> SpecJson.orEmpty(layer.urls()))
        .toList();
  }

  public List<Descriptor> layers() {
    return SpecJson.orEmpty(layerDocuments).stream().map(DescriptorDocument::toDescriptor).toList();
  }
}
