package dev.slipway.runtime.run;

import io.avaje.json.JsonDataException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/// JSON files that are there whole or not at all.
final class RecordFile {
  private static final Jsonb JSONB = Jsonb.builder().build();

  private RecordFile() {}

  /// @return null where there is no such file
  static <T> @Nullable T read(Path file, Class<T> type) throws IOException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException missing) {
      return null;
    }
    try {
      return JSONB.type(type).fromJson(bytes);
    } catch (JsonDataException | IllegalStateException | IndexOutOfBoundsException damaged) {
      throw new IOException(file + " is damaged: " + damaged.getMessage(), damaged);
    }
  }

  static <T> void write(Path file, Class<T> type, T record) throws IOException {
    JsonType<T> json = JSONB.type(type);
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    Files.write(temporary, json.toJson(record).getBytes(StandardCharsets.UTF_8));
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
