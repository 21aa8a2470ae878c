package dev.slipway.dockerfile.parse;

import dev.slipway.dockerfile.Diagnostic;
import dev.slipway.dockerfile.DockerfileException;
import dev.slipway.dockerfile.GoText;
import dev.slipway.dockerfile.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A JSON array of strings, the exec form of commands. What is no JSON is left to the shell, as in
/// Docker.
final class JsonArray {
  private JsonArray() {}

  /// The strings, or nothing if the text is not a JSON array.
  ///
  /// @throws DockerfileException for a JSON array that holds anything but strings
  static Optional<List<String>> parse(String text, Span span) {
    int start = GoText.skipSpaces(text, 0);
    if (!text.startsWith("[", start)) {
      return Optional.empty();
    }
    var strings = new ArrayList<String>();
    var reader = new JsonReader(text, start);
    if (!reader.readArray(strings)) {
      return Optional.empty();
    }
    if (!reader.onlyStrings()) {
      throw new DockerfileException(
          Diagnostic.error(
              span,
              "when using JSON array syntax, arrays must be comprised of strings only",
              "put every element in double quotes"));
    }
    return Optional.of(List.copyOf(strings));
  }
}
