package dev.slipway.registry.json;

import dev.slipway.image.json.JsonAdapters;
import dev.slipway.image.json.JsonDocuments;
import io.avaje.jsonb.JsonType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A JSON object, whatever is in it. What is not of the kind asked for is as if it were not there.
public record JsonObject(Map<String, @Nullable Object> members) {
  /// Made when it is first needed.
  private static final class Trees {
    static final JsonType<Object> TYPE = JsonAdapters.builder().build().type(Object.class);
  }

  public static final JsonObject EMPTY = new JsonObject(Map.of());

  /// @throws IllegalArgumentException it is no JSON, or no object
  public static JsonObject parse(byte[] bytes) {
    Object tree;
    try {
      tree = JsonDocuments.read(bytes, Trees.TYPE::fromJson);
    } catch (RuntimeException malformed) { // The parser throws many kinds.
      throw new IllegalArgumentException("invalid JSON: " + malformed.getMessage(), malformed);
    }
    return of(tree).orElseThrow(() -> new IllegalArgumentException("no JSON object"));
  }

  private static Optional<JsonObject> of(@Nullable Object tree) {
    if (!(tree instanceof Map<?, ?> map)) {
      return Optional.empty();
    }
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    map.forEach((name, value) -> members.put(String.valueOf(name), value));
    return Optional.of(new JsonObject(members));
  }

  /// Empty where there is no such text.
  public String text(String name) {
    return members.get(name) instanceof String text ? text : "";
  }

  public Optional<Long> number(String name) {
    return members.get(name) instanceof Number number
        ? Optional.of(number.longValue())
        : Optional.empty();
  }

  public boolean isTrue(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  /// Empty where there is no such object.
  public JsonObject object(String name) {
    return of(members.get(name)).orElse(EMPTY);
  }

  public List<JsonObject> objects(String name) {
    List<JsonObject> objects = new ArrayList<>();
    for (Object each : elements(name)) {
      of(each).ifPresent(objects::add);
    }
    return objects;
  }

  public List<String> texts(String name) {
    List<String> texts = new ArrayList<>();
    for (Object each : elements(name)) {
      if (each instanceof String text) {
        texts.add(text);
      }
    }
    return texts;
  }

  private List<?> elements(String name) {
    return members.get(name) instanceof List<?> list ? list : List.of();
  }

  public boolean has(String name) {
    return members.get(name) != null;
  }

  /// With `value` in the place of what the name had; null takes the name away.
  public JsonObject with(String name, @Nullable Object value) {
    Map<String, @Nullable Object> changed = new LinkedHashMap<>(members);
    if (value == null) {
      changed.remove(name);
    } else {
      changed.put(name, value instanceof JsonObject object ? object.members : value);
    }
    return new JsonObject(changed);
  }

  /// On several lines, for people to read.
  public byte[] toBytes() {
    return (Trees.TYPE.toJsonPretty(members) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
