package dev.slipway.image.json;

import io.avaje.json.JsonReader;
import io.avaje.json.stream.BufferRecycleStrategy;
import io.avaje.json.stream.JsonStream;

/// Reads a document with the parser that starts fast, and one that this refuses with the parser
/// that takes strings of any length: Docker takes arguments of 128 kB and labels of a megabyte.
public final class JsonDocuments {
  private static final JsonStream FAST =
      JsonStream.builder().bufferRecycling(BufferRecycleStrategy.NO_RECYCLING).build();

  /// What the fast parser takes whatever it holds, in bytes.
  private static final int SMALL = 16_000;

  private JsonDocuments() {}

  /// What one document is read into. It may be asked twice, and then has to begin anew.
  @FunctionalInterface
  public interface Content<T> {
    T read(JsonReader reader);
  }

  /// @throws RuntimeException of many kinds, on malformed text
  public static <T> T read(byte[] document, Content<T> content) {
    try (JsonReader reader = FAST.reader(document)) {
      return content.read(reader);
    } catch (RuntimeException refused) { // The parser throws many kinds.
      if (document.length <= SMALL) {
        throw refused;
      }
    }
    try (JsonReader reader = new LongTextReader(document)) {
      return content.read(reader);
    }
  }
}
