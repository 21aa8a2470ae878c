package dev.slipway.image.spec;

import dev.slipway.image.ImageException;
import dev.slipway.image.json.JsonDocuments;
import io.avaje.json.JsonReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads an index field by field, without the adapters of [SpecJson]: making those takes longer
/// than the reading, and `index.json` is all that listing images reads.
final class IndexParser {
  private final JsonReader reader;

  private IndexParser(JsonReader reader) {
    this.reader = reader;
  }

  static IndexDocument parse(byte[] bytes) {
    try {
      return JsonDocuments.read(bytes, reader -> new IndexParser(reader).index());
    } catch (ImageException malformed) {
      throw malformed;
    } catch (RuntimeException malformed) { // The parser throws many kinds on malformed text.
      throw new ImageException("invalid image index: " + malformed.getMessage(), malformed);
    }
  }

  private IndexDocument index() {
    Integer version = null;
    String mediaType = null;
    List<DescriptorDocument> manifests = null;
    Map<String, String> annotations = null;
    reader.beginObject();
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "schemaVersion" -> version = reader.isNullValue() ? null : reader.readInt();
        case "mediaType" -> mediaType = text();
        case "manifests" -> manifests = descriptors();
        case "annotations" -> annotations = texts();
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new IndexDocument(version, mediaType, manifests, annotations);
  }

  private @Nullable String text() {
    return reader.isNullValue() ? null : reader.readString();
  }

  private @Nullable List<DescriptorDocument> descriptors() {
    if (reader.isNullValue()) {
      return null;
    }
    List<DescriptorDocument> descriptors = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNextElement()) {
      descriptors.add(descriptor());
    }
    reader.endArray();
    return descriptors;
  }

  private DescriptorDocument descriptor() {
    String mediaType = null;
    String digest = null;
    Long size = null;
    Map<String, String> annotations = null;
    PlatformDocument platform = null;
    String artifactType = null;
    List<String> urls = null;
    reader.beginObject();
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "mediaType" -> mediaType = text();
        case "digest" -> digest = text();
        case "size" -> size = reader.isNullValue() ? null : reader.readLong();
        case "annotations" -> annotations = texts();
        case "platform" -> platform = platform();
        case "artifactType" -> artifactType = text();
        case "urls" -> urls = list();
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new DescriptorDocument(
        mediaType, digest, size, annotations, platform, artifactType, urls);
  }

  private @Nullable PlatformDocument platform() {
    if (reader.isNullValue()) {
      return null;
    }
    String architecture = null;
    String os = null;
    String osVersion = null;
    List<String> osFeatures = null;
    String variant = null;
    reader.beginObject();
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "architecture" -> architecture = text();
        case "os" -> os = text();
        case "os.version" -> osVersion = text();
        case "os.features" -> osFeatures = list();
        case "variant" -> variant = text();
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new PlatformDocument(architecture, os, osVersion, osFeatures, variant);
  }

  private @Nullable List<String> list() {
    if (reader.isNullValue()) {
      return null;
    }
    List<String> texts = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNextElement()) {
      texts.add(reader.readString());
    }
    reader.endArray();
    return texts;
  }

  private @Nullable Map<String, String> texts() {
    if (reader.isNullValue()) {
      return null;
    }
    Map<String, String> texts = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNextField()) {
      texts.put(reader.nextField(), reader.readString());
    }
    reader.endObject();
    return texts;
  }
}
