package dev.slipway.builder.attest;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// A list of what is in an image as CycloneDX 1.6 JSON.
final class CycloneDxDocument {
  static final String MEDIA_TYPE = "application/vnd.cyclonedx+json";
  static final String PREDICATE = "https://cyclonedx.org/bom";
  private static final String ROOT = "image";

  private CycloneDxDocument() {}

  static Map<String, Object> of(ImageFacts image, Contents contents) {
    var components = new ArrayList<Object>();
    var references = new ArrayList<String>();
    if (contents.system().isKnown()) {
      components.add(system(contents.system()));
      references.add("operating-system");
    }
    for (int i = 0; i < contents.packages().size(); i++) {
      String reference = "package-" + (i + 1);
      components.add(found(reference, contents.packages().get(i)));
      references.add(reference);
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("bomFormat", "CycloneDX");
    document.put("specVersion", "1.6");
    document.put("serialNumber", "urn:uuid:" + serial(image));
    document.put("version", 1);
    document.put("metadata", metadata(image));
    document.put("components", components);
    var dependency = new LinkedHashMap<String, Object>();
    dependency.put("ref", ROOT);
    dependency.put("dependsOn", references);
    document.put("dependencies", List.of(dependency));
    return document;
  }

  /// The same image has the same list.
  private static UUID serial(ImageFacts image) {
    return UUID.nameUUIDFromBytes(
        ("cyclonedx " + image.subject()).getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, Object> metadata(ImageFacts image) {
    var tool = new LinkedHashMap<String, Object>();
    tool.put("type", "application");
    tool.put("name", "slipway");
    var component = new LinkedHashMap<String, Object>();
    component.put("type", "container");
    component.put("bom-ref", ROOT);
    component.put("name", image.name());
    component.put("version", image.subject().toString());
    if (!image.packageUrls().isEmpty()) {
      component.put("purl", image.packageUrls().getFirst());
    }
    var metadata = new LinkedHashMap<String, Object>();
    metadata.put("timestamp", Times.whole(image.created()));
    metadata.put("tools", Map.of("components", List.of(tool)));
    metadata.put("component", component);
    return metadata;
  }

  private static Map<String, Object> system(OsRelease system) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("type", "operating-system");
    fields.put("bom-ref", "operating-system");
    fields.put("name", system.id());
    fields.put("version", system.version());
    fields.put("description", system.prettyName());
    return fields;
  }

  private static Map<String, Object> found(String reference, FoundPackage found) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("type", "library");
    fields.put("bom-ref", reference);
    if (!found.maintainer().isEmpty()) {
      fields.put("publisher", found.maintainer());
    }
    fields.put("name", found.name());
    if (!found.version().isEmpty()) {
      fields.put("version", found.version());
    }
    if (!found.licence().isEmpty()) {
      fields.put("licenses", List.of(Map.of("license", Map.of("name", found.licence()))));
    }
    fields.put("purl", found.purl());
    var properties = new ArrayList<Object>();
    properties.add(property("found in", found.source()));
    found.notes().forEach(note -> properties.add(property(note.name(), note.value())));
    fields.put("properties", properties);
    return fields;
  }

  private static Map<String, Object> property(String name, String value) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("name", "slipway:" + name.replace(' ', '-'));
    fields.put("value", value);
    return fields;
  }
}
