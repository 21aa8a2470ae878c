package dev.slipway.lint.rules;

import java.util.List;

/// The exec form of words.
final class JsonWords {
  private JsonWords() {}

  /// `["a", "b"]`
  static String of(List<String> words) {
    var text = new StringBuilder("[");
    for (String word : words) {
      text.append(text.length() == 1 ? "\"" : ", \"");
      text.append(word.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return text.append(']').toString();
  }
}
