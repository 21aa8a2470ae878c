package dev.slipway.builder.attest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What is said about an image, in the envelope that names the image (in-toto attestation
/// framework, statement v1).
final class Statement {
  static final String MEDIA_TYPE = "application/vnd.in-toto+json";

  private Statement() {}

  static byte[] of(ImageFacts image, String predicateType, Map<String, Object> predicate) {
    var subjects = new ArrayList<Object>();
    List<String> names =
        image.names().isEmpty() ? List.of(image.subject().toString()) : image.packageUrls();
    for (String name : names) {
      var subject = new LinkedHashMap<String, Object>();
      subject.put("name", name);
      subject.put("digest", Map.of("sha256", image.subject().hex()));
      subjects.add(subject);
    }
    var statement = new LinkedHashMap<String, Object>();
    statement.put("_type", "https://in-toto.io/Statement/v1");
    statement.put("predicateType", predicateType);
    statement.put("subject", subjects);
    statement.put("predicate", predicate);
    return JsonBytes.of(statement);
  }
}
