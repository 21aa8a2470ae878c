package dev.slipway.dockerfile;

/// A place in a text, moved character by character.
final class TextCursor {
  static final int END = -1;

  private final String text;
  private int position;

  TextCursor(String text) {
    // Go's scanner drops a byte order mark.
    this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
  }

  /// The character there, or `END`.
  int peek() {
    return position < text.length() ? text.codePointAt(position) : END;
  }

  /// The same, and moves past it.
  int next() {
    int character = peek();
    if (character != END) {
      position += Character.charCount(character);
    }
    return character;
  }

  /// Digits, or one special parameter, or letters, digits and underscores.
  String name() {
    int start = position;
    int first = peek();
    if (first != END && Character.isDigit(first)) {
      while (peek() != END && Character.isDigit(peek())) {
        next();
      }
    } else if (first != END && "@*#?-$!".indexOf(first) >= 0) {
      next();
    } else {
      while (peek() != END && (Character.isLetterOrDigit(peek()) || peek() == '_')) {
        next();
      }
    }
    return text.substring(start, position);
  }
}
