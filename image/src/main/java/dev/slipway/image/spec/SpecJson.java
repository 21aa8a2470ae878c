package dev.slipway.image.spec;

import dev.slipway.image.ImageException;
import dev.slipway.image.json.JsonAdapters;
import dev.slipway.image.json.JsonDocuments;
import io.avaje.jsonb.Jsonb;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads and writes the documents of this package.
///
/// Written bytes are those of Go's `encoding/json`: no spaces, null members left out, and `<`, `>`,
/// `&`, U+2028 and U+2029 escaped, so that an image gets the ID that Docker's build would give it.
final class SpecJson {
  /// Made when it is first needed: most commands need none.
  private static final class Adapters {
    static final Jsonb JSONB =
        JsonAdapters.builder()
            .add(ArchiveManifest.class, ArchiveManifestJsonAdapter::new)
            .add(ConfigDocument.class, ConfigDocumentJsonAdapter::new)
            .add(ContainerDocument.class, ContainerDocumentJsonAdapter::new)
            .add(DescriptorDocument.class, DescriptorDocumentJsonAdapter::new)
            .add(HealthCheckDocument.class, HealthCheckDocumentJsonAdapter::new)
            .add(HistoryDocument.class, HistoryDocumentJsonAdapter::new)
            .add(IndexDocument.class, IndexDocumentJsonAdapter::new)
            .add(ManifestDocument.class, ManifestDocumentJsonAdapter::new)
            .add(PlatformDocument.class, PlatformDocumentJsonAdapter::new)
            .add(RootFsDocument.class, RootFsDocumentJsonAdapter::new)
            .build();
  }

  private SpecJson() {}

  /// Looks up the adapters of an image's documents, which builds those of their members.
  static boolean prepare() {
    return Adapters.JSONB.type(ConfigDocument.class) != null
        && Adapters.JSONB.type(ManifestDocument.class) != null;
  }

  static <T> T read(Class<T> type, byte[] bytes, String what) {
    try {
      T document = JsonDocuments.read(bytes, Adapters.JSONB.type(type)::fromJson);
      if (document == null) {
        throw new IllegalArgumentException("null");
      }
      return document;
    } catch (RuntimeException failure) { // The parser throws many kinds on malformed text.
      throw malformed(what, failure);
    }
  }

  static <T> List<T> readList(Class<T> type, byte[] bytes, String what) {
    try {
      List<T> documents = JsonDocuments.read(bytes, Adapters.JSONB.type(type).list()::fromJson);
      return documents == null ? List.of() : documents;
    } catch (RuntimeException failure) {
      throw malformed(what, failure);
    }
  }

  private static ImageException malformed(String what, Exception cause) {
    return new ImageException("invalid " + what + ": " + cause.getMessage(), cause);
  }

  static <T> byte[] write(Class<T> type, T document) {
    return escaped(Adapters.JSONB.type(type).toJson(document));
  }

  static <T> byte[] writeList(Class<T> type, List<T> documents) {
    return escaped(Adapters.JSONB.type(type).list().toJson(documents));
  }

  /// These characters can stand in JSON only within strings, so replacing them in the text is safe.
  private static byte[] escaped(String json) {
    return json.replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("&", "\\u0026")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029")
        .getBytes(StandardCharsets.UTF_8);
  }

  static @Nullable String omitEmpty(String value) {
    return value.isEmpty() ? null : value;
  }

  static <T> @Nullable List<T> omitEmpty(@Nullable List<T> value) {
    return value == null || value.isEmpty() ? null : value;
  }

  static String orEmpty(@Nullable String value) {
    return value == null ? "" : value;
  }

  static <T> List<T> orEmpty(@Nullable List<T> value) {
    return value == null ? List.of() : value;
  }
}
