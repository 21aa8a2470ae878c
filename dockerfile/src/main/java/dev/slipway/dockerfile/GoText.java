package dev.slipway.dockerfile;

/// What Go calls a space, and so Docker: not quite what Java does.
public final class GoText {
  private GoText() {}

  /// Unicode's White_Space property.
  public static boolean isSpace(int character) {
    return switch (character) {
      case '\t',
          '\n',
          0x0b,
          '\f',
          '\r',
          ' ',
          0x85,
          0xa0,
          0x1680,
          0x2028,
          0x2029,
          0x202f,
          0x205f,
          0x3000 ->
          true;
      default -> character >= 0x2000 && character <= 0x200a;
    };
  }

  /// Without the spaces at both ends.
  public static String trim(String text) {
    int start = skipSpaces(text, 0);
    int end = text.length();
    while (end > start && isSpace(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  /// The first place at or after `start` that holds no space.
  public static int skipSpaces(String text, int start) {
    int position = start;
    while (position < text.length() && isSpace(text.charAt(position))) {
      position++;
    }
    return position;
  }

  /// In lower case, character by character.
  public static String lowerCase(String text) {
    var lower = new StringBuilder(text.length());
    text.codePoints().forEach(character -> lower.appendCodePoint(Character.toLowerCase(character)));
    return lower.toString();
  }
}
