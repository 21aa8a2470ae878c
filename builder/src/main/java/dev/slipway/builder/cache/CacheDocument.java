package dev.slipway.builder.cache;

import dev.slipway.builder.BuildException;
import dev.slipway.image.Digest;
import dev.slipway.image.ImageException;
import dev.slipway.image.json.JsonAdapters;
import dev.slipway.image.json.JsonDocuments;
import dev.slipway.image.spec.GoTime;
import io.avaje.jsonb.Json;
import io.avaje.jsonb.JsonType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a cache outside of the store says of steps: the config of its manifest, or an annotation of
/// an image's.
///
/// @param diffIds of the manifest's layers, in their order
/// @param contents what sources were found to hold
@Json
record CacheDocument(
    int version,
    @Nullable List<String> diffIds,
    @Nullable List<CacheDocument.Step> steps,
    @Nullable List<CacheDocument.Content> contents) {
  /// The media type of a config that is one.
  static final String MEDIA_TYPE = "application/vnd.slipway.cache.config.v1+json";

  /// The artifact type of a manifest that has one.
  static final String ARTIFACT_TYPE = "application/vnd.slipway.cache.v1";

  /// The annotation of an image that has one.
  static final String ANNOTATION = "dev.slipway.cache.v1";

  private static final int VERSION = 1;

  private static final JsonType<CacheDocument> JSON =
      JsonAdapters.builder()
          .add(CacheDocument.class, CacheDocumentJsonAdapter::new)
          .add(Step.class, CacheDocument$StepJsonAdapter::new)
          .add(Content.class, CacheDocument$ContentJsonAdapter::new)
          .build()
          .type(CacheDocument.class);

  /// A step's record.
  ///
  /// @param inputs what the key is made of; null where that is left out
  /// @param identity what later keys call the layer
  /// @param layer its index
  @Json
  record Step(
      String key,
      @Nullable Map<String, String> inputs,
      String identity,
      int layer,
      String created) {}

  /// What a source holds.
  @Json
  record Content(String key, @Nullable Map<String, String> inputs, String content) {}

  static CacheDocument of(List<Digest> diffIds, List<Step> steps, List<Content> contents) {
    return new CacheDocument(
        VERSION, diffIds.stream().map(Digest::toString).toList(), steps, contents);
  }

  /// Of steps whose layers the image's config names.
  static CacheDocument of(List<Step> steps) {
    return new CacheDocument(VERSION, null, steps, null);
  }

  String toJson() {
    return JSON.toJson(this);
  }

  /// @param from what messages call the place
  static CacheDocument parse(String text, String from) {
    try {
      CacheDocument document =
          JsonDocuments.read(text.getBytes(StandardCharsets.UTF_8), JSON::fromJson);
      if (document.version() != VERSION) {
        throw BuildException.of(
            "the cache at " + from + " has format " + document.version() + "; known is " + VERSION,
            "use the newer Slipway that wrote it");
      }
      return document;
    } catch (BuildException newer) {
      throw newer;
    } catch (RuntimeException malformed) { // The parser throws many kinds.
      throw BuildException.of(
              "the cache at " + from + " is damaged: " + malformed.getMessage(),
              "write it anew with --cache-to")
          .causedBy(malformed);
    }
  }

  List<Step> stepList() {
    return steps == null ? List.of() : steps;
  }

  List<Content> contentList() {
    return contents == null ? List.of() : contents;
  }

  List<Digest> diffIdList() {
    return diffIds == null ? List.of() : diffIds.stream().map(Digest::parse).toList();
  }

  static Instant created(Step step) {
    Instant time = GoTime.parse(step.created());
    if (time == null) {
      throw new ImageException("a step without a time");
    }
    return time;
  }
}
