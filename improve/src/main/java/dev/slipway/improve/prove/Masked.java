package dev.slipway.improve.prove;

import java.util.ArrayList;
import java.util.List;

/// Texts of which the same program says different ones: times, counters, random numbers. What
/// differs between two answers of the original is not compared with the other image's.
final class Masked {
  private Masked() {}

  /// Whether `other` is what the original says, as far as the original says the same twice.
  static boolean same(String first, String again, String other) {
    if (first.equals(other) || again.equals(other)) {
      return true;
    }
    List<String> one = tokens(first);
    List<String> two = tokens(again);
    List<String> three = tokens(other);
    if (one.size() != two.size()) {
      return true; // Not even its shape is the same twice.
    }
    if (one.size() != three.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (one.get(i).equals(two.get(i)) && !one.get(i).equals(three.get(i))) {
        return false;
      }
    }
    return true;
  }

  /// Words, and each other character by itself.
  private static List<String> tokens(String text) {
    var tokens = new ArrayList<String>();
    int at = 0;
    while (at < text.length()) {
      int end = at;
      while (end < text.length() && isPart(text.charAt(end))) {
        end++;
      }
      end = Math.max(end, at + 1);
      tokens.add(text.substring(at, end));
      at = end;
    }
    return tokens;
  }

  private static boolean isPart(char c) {
    return Character.isLetterOrDigit(c) || c == ':' || c == '.' || c == '-';
  }
}
