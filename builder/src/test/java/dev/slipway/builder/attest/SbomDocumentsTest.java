package dev.slipway.builder.attest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.builder.attest.FoundPackage.Note;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageReference;
import dev.slipway.image.Platform;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cyclonedx.Version;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

class SbomDocumentsTest {
  private static final ImageFacts IMAGE =
      new ImageFacts(
          List.of(ImageReference.parse("echo:1").withDefaultTag()),
          Digest.sha256(new byte[0]),
          Platform.of("linux", "amd64"),
          Instant.parse("2026-01-02T03:04:05.678Z"));
  private static final Contents CONTENTS =
      new Contents(
          new OsRelease("debian", "12", "Debian GNU/Linux 12"),
          List.of(
              new FoundPackage(
                  "bash",
                  "5.2",
                  "pkg:deb/debian/bash@5.2",
                  "Matthias Klose <doko@debian.org>",
                  "GPL-3+ and others",
                  "/var/lib/dpkg/status",
                  List.of(new Note("source package", "bash"))),
              new FoundPackage(
                  "example.com/m", "", "pkg:golang/example.com/m", "", "", "/app/m", List.of())));

  @Test
  void cycloneDxIsValid() throws Exception {
    byte[] document = JsonBytes.of(CycloneDxDocument.of(IMAGE, CONTENTS));

    assertThat(new JsonParser().validate(document, Version.VERSION_16)).isEmpty();
    var parsed = new JsonParser().parse(document);
    assertThat(parsed.getComponents()).extracting("name").contains("bash", "example.com/m");
    assertThat(parsed.getMetadata().getComponent().getPurl())
        .isEqualTo("pkg:docker/echo@1?platform=linux%2Famd64");
  }

  @Test
  void anEmptyImagesListIsValidToo() throws Exception {
    byte[] document =
        JsonBytes.of(
            CycloneDxDocument.of(IMAGE, new Contents(new OsRelease("", "", ""), List.of())));

    assertThat(new JsonParser().validate(document, Version.VERSION_16)).isEmpty();
  }

  /// SPDX 2.3, clause 6 and 7: what every document and package has.
  @Test
  void spdxHasWhatItMustHave() {
    Map<String, Object> document = SpdxDocument.of(IMAGE, CONTENTS);

    assertThat(document)
        .containsEntry("spdxVersion", "SPDX-2.3")
        .containsEntry("dataLicense", "CC0-1.0")
        .containsEntry("SPDXID", "SPDXRef-DOCUMENT")
        .containsEntry("name", "echo");
    assertThat(text(document, "documentNamespace")).startsWith("https://");
    assertThat(document.get("creationInfo"))
        .isEqualTo(Map.of("created", "2026-01-02T03:04:05Z", "creators", List.of("Tool: slipway")));
    Set<String> ids = new HashSet<>(Set.of("SPDXRef-DOCUMENT"));
    for (Object each : list(document, "packages")) {
      Map<?, ?> found = map(each);
      assertThat(ids.add(text(found, "SPDXID"))).isTrue();
      assertThat(text(found, "SPDXID")).matches("SPDXRef-[A-Za-z0-9.-]+");
      assertThat(text(found, "name")).isNotEmpty();
      assertThat(text(found, "downloadLocation")).isEqualTo("NOASSERTION");
      assertThat(text(found, "filesAnalyzed")).isEqualTo("false");
      assertThat(List.of("CONTAINER", "LIBRARY", "OPERATING_SYSTEM"))
          .contains(text(found, "primaryPackagePurpose"));
    }
    for (Object each : list(document, "relationships")) {
      assertThat(ids).contains(text(map(each), "spdxElementId"));
      assertThat(ids).contains(text(map(each), "relatedSpdxElement"));
    }
    assertThat(document.toString())
        .contains(
            "Person: Matthias Klose (doko@debian.org)", "referenceLocator=pkg:deb/debian/bash");
  }

  private static String text(Map<?, ?> fields, String name) {
    return String.valueOf(fields.get(name));
  }

  private static List<?> list(Map<?, ?> fields, String name) {
    return (List<?>) Objects.requireNonNull(fields.get(name));
  }

  private static Map<?, ?> map(Object value) {
    return (Map<?, ?>) value;
  }

  @Test
  void theSameImageHasTheSameLists() {
    assertThat(JsonBytes.of(SpdxDocument.of(IMAGE, CONTENTS)))
        .isEqualTo(JsonBytes.of(SpdxDocument.of(IMAGE, CONTENTS)));
    assertThat(JsonBytes.of(CycloneDxDocument.of(IMAGE, CONTENTS)))
        .isEqualTo(JsonBytes.of(CycloneDxDocument.of(IMAGE, CONTENTS)));
  }

  @Test
  void aStatementNamesTheImage() {
    String statement =
        new String(Statement.of(IMAGE, "https://x", Map.of("a", "b")), StandardCharsets.UTF_8);

    assertThat(statement)
        .contains("\"_type\":\"https://in-toto.io/Statement/v1\"")
        .contains("\"name\":\"pkg:docker/echo@1?platform=linux%2Famd64\"")
        .contains("\"sha256\":\"" + IMAGE.subject().hex() + "\"")
        .contains("\"predicate\":{\"a\":\"b\"}");
  }
}
