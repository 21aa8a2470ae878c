package dev.slipway.runtime.run;

import dev.slipway.image.json.JsonDocuments;
import dev.slipway.linux.SmallFile;
import io.avaje.json.JsonWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// JSON files that are there whole or not at all.
final class RecordFile {
  private RecordFile() {}

  /// @return null where there is no such file
  static <T> @Nullable T read(Path file, JsonDocuments.Content<T> parser) throws IOException {
    byte[] bytes = SmallFile.readIfThere(file);
    if (bytes == null) {
      return null;
    }
    try {
      return JsonDocuments.read(bytes, parser);
    } catch (RuntimeException damaged) { // The parser throws many kinds on malformed text.
      throw new DamagedRecordException(file, damaged);
    }
  }

  static <T> void write(Path file, T record, BiConsumer<JsonWriter, T> writer) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (JsonWriter json = JsonFields.JSON.writer(bytes)) {
      writer.accept(json, record);
    }
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.write(temporary, bytes.toByteArray());
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
