package dev.slipway.image.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.avaje.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDocumentsTest {
  private static byte[] utf8(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  /// Any value, by asking the reader for each kind as adapters do.
  private static @Nullable Object value(JsonReader reader) {
    return switch (reader.currentToken()) {
      case BEGIN_ARRAY -> array(reader);
      case BEGIN_OBJECT -> object(reader);
      case STRING -> reader.readString();
      case BOOLEAN -> reader.readBoolean();
      case NUMBER -> reader.readLong();
      case NULL -> reader.isNullValue() ? "null" : "not null";
    };
  }

  private static List<@Nullable Object> array(JsonReader reader) {
    var values = new ArrayList<@Nullable Object>();
    reader.beginArray();
    while (reader.hasNextElement()) {
      values.add(value(reader));
    }
    reader.endArray();
    return values;
  }

  private static Map<String, @Nullable Object> object(JsonReader reader) {
    var values = new LinkedHashMap<String, @Nullable Object>();
    reader.beginObject();
    while (reader.hasNextField()) {
      String name = reader.nextField();
      if (name.equals("skipped")) {
        reader.skipValue();
      } else {
        values.put(name, value(reader));
      }
    }
    reader.endObject();
    return values;
  }

  /// The first text is there for the fast parser, which looks at no value before one is asked for.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"a\":[]}",
        "{\"a\":[1,-2,9223372036854775807],\"b\":{\"c\":null,\"d\":[true,false,null]}}",
        "{\"skipped\":{\"a\":[1,{\"b\":\"}\"}]},\"b\":\"x\",\"skipped\":[],\"c\":\"y\"}",
        " { \"a\" : \"\\u00e9\\n\\\"\\\\\\uD83D\\uDE00é😀\" } "
      })
  void bothParsersReadTheSame(String json) {
    Map<String, @Nullable Object> fast = JsonDocuments.read(utf8(json), JsonDocumentsTest::object);

    try (JsonReader reader = new LongTextReader(utf8(json))) {
      assertThat(object(reader)).isEqualTo(fast);
    }
  }

  @Test
  void aTextOfAMegabyteIsRead() {
    String text = "\\\"é".repeat(500_000);

    Map<String, @Nullable Object> read =
        JsonDocuments.read(
            utf8("{\"before\":1,\"long\":\"" + text + "\",\"after\":[2]}"),
            JsonDocumentsTest::object);

    assertThat(read.get("long")).isEqualTo("\"é".repeat(500_000));
    assertThat(read).containsEntry("before", 1L).containsEntry("after", List.of(2L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "[", "{\"a\":}", "{\"a\":tru}", "{\"a\":\"b", "{\"a\" 1}", "[]", "nil"})
  void neitherParserReadsMalformedText(String json) {
    assertThatThrownBy(() -> JsonDocuments.read(utf8(json), JsonDocumentsTest::object))
        .isInstanceOf(RuntimeException.class);
    assertThatThrownBy(
            () -> JsonDocuments.read(utf8(json + " ".repeat(20_000)), JsonDocumentsTest::object))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void aNumberIsNoText() {
    byte[] document = utf8("{\"a\":1" + " ".repeat(20_000) + "}");

    assertThatThrownBy(() ->
            JsonDocuments.read(
                document,
                reader -> {
                  reader.beginObject();
                  reader.hasNextField();
                  reader.nextField();
                  return reader.readString();
                }))
        .hasMessageContaining("VALUE_STRING");
  }

  @Test
  void whatIsTooDeepForAStackIsRefused() {
    byte[] deep = utf8("{\"a\":" + "[".repeat(600) + "]".repeat(600) + "}");
    assertThatThrownBy(() -> JsonDocuments.read(deep, JsonDocumentsTest::object))
        .hasMessageContaining("nested deeper than 500");
    // Brackets in texts are no depth.
    byte[] flat = utf8("{\"a\":\"" + "[\\\"{".repeat(600) + "\"}");
    assertThat(JsonDocuments.read(flat, JsonDocumentsTest::object)).containsKey("a");
  }
}
