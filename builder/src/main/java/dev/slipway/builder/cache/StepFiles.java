package dev.slipway.builder.cache;

import dev.slipway.builder.graph.StepKey;
import dev.slipway.image.Digest;
import dev.slipway.image.json.JsonAdapters;
import dev.slipway.image.json.JsonDocuments;
import dev.slipway.image.store.ImageStore;
import dev.slipway.linux.SmallFile;
import io.avaje.jsonb.JsonType;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The files `steps/HEX.json`: replaced whole, but not flushed one by one.
final class StepFiles {
  private static final JsonType<StepDocument> JSON =
      JsonAdapters.builder()
          .add(StepDocument.class, StepDocumentJsonAdapter::new)
          .build()
          .type(StepDocument.class);

  private static final String SUFFIX = ".json";
  private static final long NOTED_MILLIS = 60_000;

  private final ImageStore store;
  private final Path directory;

  StepFiles(ImageStore store) throws IOException {
    this.store = store;
    this.directory = store.area("steps");
  }

  /// Loads what reading them needs.
  static boolean prepare() {
    return JSON != null;
  }

  /// All that there are, readable or not.
  List<StepKey> keys() throws IOException {
    List<StepKey> keys = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, "*" + SUFFIX)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        String hex = name.substring(0, name.length() - SUFFIX.length());
        if (hex.matches("[0-9a-f]{64}")) {
          keys.add(new StepKey(Digest.ofSha256Hex(hex)));
        }
      }
    } catch (NoSuchFileException _) {
      // Nothing has been built in this store.
    }
    return keys;
  }

  /// Null where there is none, or it is damaged: a cache may forget, and the step runs again.
  @Nullable StepDocument find(StepKey key) throws IOException {
    byte[] bytes = SmallFile.readIfThere(file(key));
    try {
      return bytes == null ? null : JsonDocuments.read(bytes, JSON::fromJson);
    } catch (RuntimeException damaged) { // The parser throws many kinds.
      return null;
    }
  }

  void write(StepKey key, StepDocument document) throws IOException {
    Path unfinished = store.temporary("step");
    Files.writeString(unfinished, JSON.toJsonPretty(document));
    Files.move(unfinished, file(key), StandardCopyOption.ATOMIC_MOVE);
  }

  /// When the step was last used, to the minute: its file was modified then.
  Instant lastUsed(StepKey key) throws IOException {
    return Files.getLastModifiedTime(file(key)).toInstant();
  }

  void noteUse(StepKey key) throws IOException {
    Path file = file(key);
    long now = System.currentTimeMillis();
    if (Math.abs(now - Files.getLastModifiedTime(file).toMillis()) > NOTED_MILLIS) {
      try {
        Files.setLastModifiedTime(file, FileTime.fromMillis(now));
      } catch (NoSuchFileException removedMeanwhile) {
        // Its layer is kept all the same.
      }
    }
  }

  /// @return whether it was there
  boolean remove(StepKey key) throws IOException {
    return Files.deleteIfExists(file(key));
  }

  private Path file(StepKey key) {
    return directory.resolve(key.hex() + SUFFIX);
  }
}
