package dev.slipway.dockerfile.check;

import dev.slipway.dockerfile.Instruction;
import java.util.Locale;

/// An instruction's keyword as it is written.
public final class WrittenKeyword {
  private WrittenKeyword() {}

  /// `Copy` of `Copy a b`.
  public static String of(Instruction instruction) {
    String source = instruction.source();
    int end = 0;
    while (end < source.length() && !isBlank(source.charAt(end))) {
      end++;
    }
    return source.substring(0, end);
  }

  static boolean isBlank(char character) {
    return character == ' ' || (character >= '\t' && character <= '\r');
  }

  static boolean isLower(String word) {
    return word.toLowerCase(Locale.ROOT).equals(word);
  }

  static boolean isUpper(String word) {
    return word.toUpperCase(Locale.ROOT).equals(word);
  }
}
