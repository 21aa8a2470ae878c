package dev.slipway.runtime.volume;

import dev.slipway.image.json.JsonDocuments;
import io.avaje.json.JsonReader;
import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// `volume.json`. A volume whose file was lost is one without labels.
final class VolumeFile {
  static final String NAME = "volume.json";
  private static final JsonStream JSON = JsonStream.builder().build();

  private VolumeFile() {}

  static void write(Path own, Volume volume) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonWriter writer = JSON.writer(bytes)) {
      writer.beginObject();
      writer.name("created");
      writer.value(volume.created().toString());
      writeMap(writer, "labels", volume.labels());
      writeMap(writer, "options", volume.options());
      writer.endObject();
    }
    Path temporary = own.resolve(NAME + ".new");
    Files.write(temporary, bytes.toByteArray());
    Files.move(temporary, own.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
  }

  private static void writeMap(JsonWriter writer, String name, Map<String, String> map) {
    writer.name(name);
    writer.beginObject();
    map.forEach((key, value) -> {
      writer.name(key);
      writer.value(value);
    });
    writer.endObject();
  }

  static Volume read(Path own, Path data) throws IOException {
    String name = own.getFileName().toString();
    try {
      byte[] bytes = Files.readAllBytes(own.resolve(NAME));
      return JsonDocuments.read(bytes, reader -> read(reader, name, data));
    } catch (NoSuchFileException | RuntimeException lost) { // The parser throws many kinds.
      Instant since = Files.getLastModifiedTime(own).toInstant();
      return new Volume(name, since, Map.of(), Map.of(), data);
    }
  }

  private static Volume read(JsonReader reader, String name, Path data) {
    Instant created = Instant.EPOCH;
    Map<String, String> labels = Map.of();
    Map<String, String> options = Map.of();
    reader.beginObject();
    while (reader.hasNextField()) {
      switch (reader.nextField()) {
        case "created" -> created = Instant.parse(reader.readString());
        case "labels" -> labels = readMap(reader);
        case "options" -> options = readMap(reader);
        default -> reader.skipValue();
      }
    }
    reader.endObject();
    return new Volume(name, created, labels, options, data);
  }

  private static Map<String, String> readMap(JsonReader reader) {
    Map<String, String> map = new LinkedHashMap<>();
    reader.beginObject();
    while (reader.hasNextField()) {
      map.put(reader.nextField(), reader.readString());
    }
    reader.endObject();
    return map;
  }
}
