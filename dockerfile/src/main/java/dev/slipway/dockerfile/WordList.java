package dev.slipway.dockerfile;

import java.util.ArrayList;
import java.util.List;

/// Collects the words of a text while it is scanned.
///
/// BuildKit's scanner has one buffer: the inside of a `${name:-word}` drops what stands directly
/// before it in the same word. So it is here, since `EXPOSE` sees it.
final class WordList {
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private int depth;

  /// Begins the text, or the inside of a substitution, which makes no words of its own.
  void enter() {
    depth++;
    word.setLength(0);
  }

  void leave() {
    endWord();
    depth--;
  }

  void addSplitting(int character) {
    if (GoText.isSpace(character)) {
      endWord();
    } else if (depth == 1) {
      word.appendCodePoint(character);
    }
  }

  void addSplitting(String piece) {
    piece.codePoints().forEach(this::addSplitting);
  }

  void addWhole(String piece) {
    if (depth == 1) {
      word.append(piece);
    }
  }

  List<String> finished() {
    return List.copyOf(words);
  }

  private void endWord() {
    if (depth == 1 && !word.isEmpty()) {
      words.add(word.toString());
      word.setLength(0);
    }
  }
}
