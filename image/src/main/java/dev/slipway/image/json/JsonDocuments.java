package dev.slipway.image.json;

import io.avaje.json.JsonDataException;
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

  /// Deeper than any honest document, and far from the end of the stack.
  private static final int DEEPEST = 500;

  private JsonDocuments() {}

  /// What one document is read into. It may be asked twice, and then has to begin anew.
  @FunctionalInterface
  public interface Content<T> {
    T read(JsonReader reader);
  }

  /// @throws RuntimeException of many kinds, on malformed text
  public static <T> T read(byte[] document, Content<T> content) {
    if (document.length > 2 * DEEPEST) {
      requireShallow(document);
    }
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

  /// Both parsers' callers go down with each level, so what is too deep is not begun.
  private static void requireShallow(byte[] document) {
    int depth = 0;
    boolean text = false;
    for (int i = 0; i < document.length; i++) {
      byte character = document[i];
      if (text) {
        if (character == '\\') {
          i++;
        } else if (character == '"') {
          text = false;
        }
      } else if (character == '"') {
        text = true;
      } else if (character == '[' || character == '{') {
        if (++depth > DEEPEST) {
          throw new JsonDataException("nested deeper than " + DEEPEST + " at byte " + i);
        }
      } else if (character == ']' || character == '}') {
        depth--;
      }
    }
  }
}
