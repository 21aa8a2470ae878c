package dev.slipway.builder.attest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A list of what is in an image as SPDX 2.3 JSON.
final class SpdxDocument {
  static final String MEDIA_TYPE = "application/spdx+json";
  static final String PREDICATE = "https://spdx.dev/Document";
  private static final String ROOT = "SPDXRef-Image";
  private static final String NONE = "NOASSERTION";

  private SpdxDocument() {}

  static Map<String, Object> of(ImageFacts image, Contents contents) {
    var packages = new ArrayList<Object>();
    var relationships = new ArrayList<Object>();
    packages.add(root(image));
    relationships.add(relationship("SPDXRef-DOCUMENT", "DESCRIBES", ROOT));
    if (contents.system().isKnown()) {
      packages.add(system(contents.system()));
      relationships.add(relationship(ROOT, "CONTAINS", "SPDXRef-OperatingSystem"));
    }
    for (int i = 0; i < contents.packages().size(); i++) {
      String id = "SPDXRef-Package-" + (i + 1);
      packages.add(found(id, contents.packages().get(i)));
      relationships.add(relationship(ROOT, "CONTAINS", id));
    }
    var document = new LinkedHashMap<String, Object>();
    document.put("spdxVersion", "SPDX-2.3");
    document.put("dataLicense", "CC0-1.0");
    document.put("SPDXID", "SPDXRef-DOCUMENT");
    document.put("name", image.name());
    document.put("documentNamespace", "https://slipway.dev/spdx/" + image.subject().hex());
    var creation = new LinkedHashMap<String, Object>();
    creation.put("created", Times.whole(image.created()));
    creation.put("creators", List.of("Tool: slipway"));
    document.put("creationInfo", creation);
    document.put("packages", packages);
    document.put("relationships", relationships);
    return document;
  }

  private static Map<String, Object> root(ImageFacts image) {
    Map<String, Object> fields =
        common(ROOT, image.name(), image.subject().toString(), "CONTAINER", NONE);
    var checksum = new LinkedHashMap<String, Object>();
    checksum.put("algorithm", "SHA256");
    checksum.put("checksumValue", image.subject().hex());
    fields.put("checksums", List.of(checksum));
    fields.put("externalRefs", image.packageUrls().stream().map(SpdxDocument::packageUrl).toList());
    return fields;
  }

  private static Map<String, Object> system(OsRelease system) {
    Map<String, Object> fields =
        common("SPDXRef-OperatingSystem", system.id(), system.version(), "OPERATING_SYSTEM", NONE);
    fields.put("description", system.prettyName());
    return fields;
  }

  private static Map<String, Object> found(String id, FoundPackage found) {
    Map<String, Object> fields =
        common(id, found.name(), found.version(), "LIBRARY", supplier(found.maintainer()));
    fields.put("sourceInfo", "found in " + found.source());
    if (!found.licence().isEmpty()) {
      fields.put("licenseComments", "the package says: " + found.licence());
    }
    if (!found.notes().isEmpty()) {
      fields.put(
          "comment",
          String.join(
              "; ",
              found.notes().stream().map(note -> note.name() + ": " + note.value()).toList()));
    }
    fields.put("externalRefs", List.of(packageUrl(found.purl())));
    return fields;
  }

  private static Map<String, Object> common(
      String id, String name, String version, String purpose, String supplier) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("SPDXID", id);
    fields.put("name", name);
    if (!version.isEmpty()) {
      fields.put("versionInfo", version);
    }
    fields.put("primaryPackagePurpose", purpose);
    fields.put("supplier", supplier);
    fields.put("downloadLocation", NONE);
    fields.put("filesAnalyzed", false);
    fields.put("licenseConcluded", NONE);
    fields.put("licenseDeclared", NONE);
    fields.put("copyrightText", NONE);
    return fields;
  }

  /// `Name <mail>` becomes `Person: Name (mail)`.
  private static String supplier(String maintainer) {
    return maintainer.isEmpty()
        ? NONE
        : "Person: " + maintainer.replace('<', '(').replace('>', ')');
  }

  private static Map<String, Object> packageUrl(String purl) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("referenceCategory", "PACKAGE-MANAGER");
    fields.put("referenceType", "purl");
    fields.put("referenceLocator", purl);
    return fields;
  }

  private static Map<String, Object> relationship(String from, String type, String to) {
    var fields = new LinkedHashMap<String, Object>();
    fields.put("spdxElementId", from);
    fields.put("relationshipType", type);
    fields.put("relatedSpdxElement", to);
    return fields;
  }
}
