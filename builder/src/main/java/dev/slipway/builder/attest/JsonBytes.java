package dev.slipway.builder.attest;

import dev.slipway.image.json.JsonAdapters;
import io.avaje.jsonb.JsonType;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Plain values ([Map], [java.util.List], texts, numbers) as JSON.
final class JsonBytes {
  private static final JsonType<Object> JSON = JsonAdapters.builder().build().type(Object.class);

  private JsonBytes() {}

  static byte[] of(Map<String, Object> document) {
    return JSON.toJson(document).getBytes(StandardCharsets.UTF_8);
  }
}
