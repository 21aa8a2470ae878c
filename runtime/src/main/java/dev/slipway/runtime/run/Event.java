package dev.slipway.runtime.run;

import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import java.time.Instant;
import java.util.Map;

/// Something that happened to a container, an image, a volume or a network.
///
/// @param type `container`, `image`, `volume` or `network`
/// @param action Docker's word: `start`, `die`, `exec_start: ls`
/// @param attributes its name, its image, its labels, and what belongs to the action
public record Event(
    Instant time, String type, String action, String id, Map<String, String> attributes) {
  public Event {
    attributes = Map.copyOf(attributes);
  }

  static Event read(JsonReader reader) {
    Instant time = Instant.EPOCH;
    String type = "";
    String action = "";
    String id = "";
    Map<String, String> attributes = Map.of();
    reader.beginObject();
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "time" -> time = JsonFields.time(reader);
        case "type" -> type = reader.readString();
        case "action" -> action = reader.readString();
        case "id" -> id = reader.readString();
        case "attributes" -> attributes = JsonFields.map(reader);
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new Event(time, type, action, id, attributes);
  }

  void write(JsonWriter writer) {
    writer.beginObject();
    JsonFields.write(writer, "time", time);
    JsonFields.write(writer, "type", type);
    JsonFields.write(writer, "action", action);
    JsonFields.write(writer, "id", id);
    JsonFields.write(writer, "attributes", attributes);
    writer.endObject();
  }
}
