package dev.slipway.image.spec;

import dev.slipway.image.Descriptor;
import dev.slipway.image.Digest;
import dev.slipway.image.MediaTypes;
import io.avaje.jsonb.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// An image index or manifest list; also an OCI layout's `index.json`.
@Json
public record IndexDocument(
    @Nullable Integer schemaVersion,
    @Nullable String mediaType,
    @Json.Property("manifests") @Nullable List<DescriptorDocument> manifestDocuments,
    @Nullable Map<String, String> annotations) {

  public static IndexDocument of(List<Descriptor> manifests) {
    return new IndexDocument(
        2, MediaTypes.OCI_INDEX, manifests.stream().map(DescriptorDocument::of).toList(), null);
  }

  /// An index whose entries have annotations or artifact types of their own.
  public static IndexDocument ofDocuments(
      List<DescriptorDocument> manifests, Map<String, String> annotations) {
    return new IndexDocument(
        2,
        MediaTypes.OCI_INDEX,
        List.copyOf(manifests),
        annotations.isEmpty() ? null : new TreeMap<>(annotations));
  }

  /// The same under Docker's name, or OCI's; the entries keep theirs.
  public IndexDocument withMediaTypes(UnaryOperator<String> names) {
    return new IndexDocument(
        schemaVersion,
        mediaType == null ? null : names.apply(mediaType),
        manifestDocuments,
        annotations);
  }

  public static IndexDocument parse(byte[] bytes) {
    return IndexParser.parse(bytes);
  }

  /// The same with other manifests in the place of some, also where an attestation says what it is
  /// about.
  public IndexDocument replacing(Map<Digest, Descriptor> changed) {
    List<DescriptorDocument> documents = new ArrayList<>();
    for (DescriptorDocument document : SpecJson.orEmpty(manifestDocuments)) {
      documents.add(document.replaced(changed));
    }
    return new IndexDocument(schemaVersion, mediaType, documents, annotations);
  }

  /// The same without some.
  public IndexDocument without(Set<Digest> left) {
    List<DescriptorDocument> documents = new ArrayList<>();
    for (DescriptorDocument document : SpecJson.orEmpty(manifestDocuments)) {
      if (!left.contains(document.toDescriptor().digest())) {
        documents.add(document);
      }
    }
    return new IndexDocument(schemaVersion, mediaType, documents, annotations);
  }

  public byte[] toJson() {
    return SpecJson.write(IndexDocument.class, this);
  }

  /// The same with all that the document says of each.
  public List<DescriptorDocument> documents() {
    return SpecJson.orEmpty(manifestDocuments);
  }

  public List<Descriptor> manifests() {
    List<Descriptor> manifests = new ArrayList<>();
    for (DescriptorDocument document : SpecJson.orEmpty(manifestDocuments)) {
      manifests.add(document.toDescriptor());
    }
    return manifests;
  }
}
