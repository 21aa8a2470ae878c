package dev.slipway.cli.render;

import dev.slipway.cli.grammar.GoValues;
import java.util.HexFormat;

/// Text from an image or a program, made harmless for a terminal.
public final class SafeText {
  private SafeText() {}

  /// The same text with each control character written as `\x1b`, and each that turns the direction
  /// of text as `\u202e`.
  public static String of(String text) {
    int at = firstControl(text, 0);
    if (at < 0) {
      return text;
    }
    var safe = new StringBuilder(text.length() + 8).append(text, 0, at);
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (GoValues.isUnseen(c)) {
        safe.append("\\u").append(HexFormat.of().toHexDigits(c));
      } else if (isControl(c)) {
        safe.append("\\x").append(Character.forDigit(c >> 4, 16));
        safe.append(Character.forDigit(c & 15, 16));
      } else {
        safe.append(c);
      }
    }
    return safe.toString();
  }

  /// As [#of], for text of several lines: line ends stay, tabs become spaces.
  public static String ofLines(String text) {
    StringBuilder safe = new StringBuilder();
    for (String line : text.split("\n", -1)) {
      safe.append(safe.isEmpty() ? "" : "\n").append(of(line.replace('\t', ' ')));
    }
    return safe.toString();
  }

  /// At most `width` characters, the last of them `…` if something was cut off.
  public static String truncate(String text, int width) {
    int length = text.codePointCount(0, text.length());
    if (length <= width) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int firstControl(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if (isControl(text.charAt(i)) || GoValues.isUnseen(text.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isControl(char c) {
    return c < ' ' || (c >= 0x7f && c < 0xa0);
  }
}
