package dev.slipway.dockerfile;

/// The replacement of `${name//pattern/replacement}`: Go reads it as a template of its own.
final class Replacement {
  private Replacement() {}

  /// `$$` is a dollar, `$0` and `${0}` the match, any other `$name` nothing.
  static String fill(String replacement, String match) {
    var result = new StringBuilder();
    int position = 0;
    while (position < replacement.length()) {
      int dollar = replacement.indexOf('$', position);
      if (dollar < 0) {
        break;
      }
      result.append(replacement, position, dollar);
      position = reference(replacement, dollar + 1, match, result);
    }
    return result
        .append(replacement.substring(Math.min(position, replacement.length())))
        .toString();
  }

  /// Reads what follows a dollar; returns where it ends.
  private static int reference(String text, int start, String match, StringBuilder result) {
    if (text.startsWith("$", start)) {
      result.append('$');
      return start + 1;
    }
    boolean braced = text.startsWith("{", start);
    int nameStart = braced ? start + 1 : start;
    int nameEnd = nameStart;
    while (nameEnd < text.length() && isNamePart(text.charAt(nameEnd))) {
      nameEnd++;
    }
    if (nameEnd == nameStart || (braced && !text.startsWith("}", nameEnd))) {
      result.append('$');
      return start;
    }
    if (text.substring(nameStart, nameEnd).chars().allMatch(digit -> digit == '0')) {
      result.append(match);
    }
    return braced ? nameEnd + 1 : nameEnd;
  }

  private static boolean isNamePart(char character) {
    return character == '_' || Character.isLetterOrDigit(character);
  }
}
