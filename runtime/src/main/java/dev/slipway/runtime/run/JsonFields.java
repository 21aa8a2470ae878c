package dev.slipway.runtime.run;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The kinds of fields that records have, read and written one by one: finding generated adapters
/// opens every jar, and listing containers reads little else than their records.
final class JsonFields {
  static final JsonStream JSON = JsonStream.builder().build();

  private static final long NANOS_PER_SECOND = 1_000_000_000;

  private JsonFields() {}

  static @Nullable String text(JsonReader reader) {
    return reader.isNullValue() ? null : reader.readString();
  }

  /// A time is its nanoseconds since 1970: a formatter would cost a list its whole time budget.
  static Instant time(JsonReader reader) {
    long nanos = reader.readLong();
    return Instant.ofEpochSecond(
        Math.floorDiv(nanos, NANOS_PER_SECOND), Math.floorMod(nanos, NANOS_PER_SECOND));
  }

  static List<String> texts(JsonReader reader) {
    List<String> texts = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNextElement()) {
      texts.add(reader.readString());
    }
    reader.endArray();
    return texts;
  }

  static Map<String, String> map(JsonReader reader) {
    Map<String, String> map = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNextField()) {
      map.put(reader.nextField(), reader.readString());
    }
    reader.endObject();
    return map;
  }

  static List<PortRecord> ports(JsonReader reader) {
    List<PortRecord> ports = new ArrayList<>();
    reader.beginArray();
    while (reader.hasNextElement()) {
      String address = "";
      int outside = 0;
      int inside = 0;
      String protocol = "";
      reader.beginObject();
      while (reader.hasNextField()) {
        switch (reader.nextField()) {
          case "hostAddress" -> address = reader.readString();
          case "hostPort" -> outside = reader.readInt();
          case "containerPort" -> inside = reader.readInt();
          case "protocol" -> protocol = reader.readString();
          default -> reader.skipValue();
        }
      }
      reader.endObject();
      ports.add(new PortRecord(address, outside, inside, protocol));
    }
    reader.endArray();
    return ports;
  }

  static void write(JsonWriter writer, String name, @Nullable String value) {
    if (value != null) {
      writer.name(name);
      writer.value(value);
    }
  }

  static void write(JsonWriter writer, String name, @Nullable Instant value) {
    if (value != null) {
      write(writer, name, value.getEpochSecond() * NANOS_PER_SECOND + value.getNano());
    }
  }

  static void write(JsonWriter writer, String name, boolean value) {
    writer.name(name);
    writer.value(value);
  }

  static void write(JsonWriter writer, String name, long value) {
    writer.name(name);
    writer.value(value);
  }

  static void write(JsonWriter writer, String name, List<String> values) {
    writer.name(name);
    writer.beginArray();
    values.forEach(writer::value);
    writer.endArray();
  }

  static void write(JsonWriter writer, String name, Map<String, String> values) {
    writer.name(name);
    writer.beginObject();
    values.forEach((key, value) -> write(writer, key, value));
    writer.endObject();
  }

  static void writePorts(JsonWriter writer, String name, List<PortRecord> ports) {
    writer.name(name);
    writer.beginArray();
    for (PortRecord port : ports) {
      writer.beginObject();
      write(writer, "hostAddress", port.hostAddress());
      write(writer, "hostPort", port.hostPort());
      write(writer, "containerPort", port.containerPort());
      write(writer, "protocol", port.protocol());
      writer.endObject();
    }
    writer.endArray();
  }
}
