package dev.slipway.dockerfile.ignore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A set of characters.
///
/// @param bounds pairs of first and last characters
record CharacterSet(boolean negated, List<Integer> bounds) {
  private static final int HIGHEST = Character.MAX_CODE_POINT;

  static final CharacterSet WORD = of('0', '9', 'A', 'Z', '_', '_', 'a', 'z');
  static final CharacterSet DIGIT = of('0', '9');
  static final CharacterSet SPACE = of('\t', '\n', '\f', '\r', ' ', ' ');

  /// Anything within a line.
  static final CharacterSet ANY = new CharacterSet(true, List.of((int) '\n', (int) '\n'));

  CharacterSet {
    bounds = List.copyOf(bounds);
  }

  static CharacterSet of(int... bounds) {
    return new CharacterSet(false, Arrays.stream(bounds).boxed().toList());
  }

  static CharacterSet single(int character) {
    return of(character, character);
  }

  CharacterSet complement() {
    return new CharacterSet(!negated, bounds);
  }

  boolean contains(int character) {
    for (int i = 0; i < bounds.size(); i += 2) {
      if (bounds.get(i) <= character && character <= bounds.get(i + 1)) {
        return !negated;
      }
    }
    return negated;
  }

  /// The same characters as ranges that are not negated.
  List<Integer> ranges() {
    if (!negated) {
      return bounds;
    }
    var ranges = new ArrayList<Integer>();
    int next = 0;
    for (int i = 0; i < bounds.size(); i += 2) { // The named sets are in order.
      if (bounds.get(i) > next) {
        ranges.add(next);
        ranges.add(bounds.get(i) - 1);
      }
      next = bounds.get(i + 1) + 1;
    }
    ranges.add(next);
    ranges.add(HIGHEST);
    return ranges;
  }
}
