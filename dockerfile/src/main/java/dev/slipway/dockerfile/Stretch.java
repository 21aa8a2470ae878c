package dev.slipway.dockerfile;

import java.util.List;

/// A part of a shell pattern between two stars: characters and `?`.
///
/// A search for one without `?` looks at each character of a text a fixed number of times, whatever
/// the two have in common.
final class Stretch {
  /// Stands for `?`: anything but a line's end.
  static final int ANY = -1;

  private final int[] characters;

  /// How much of the stretch still fits after a mismatch behind so many characters; empty where a
  /// `?` makes that unknowable.
  private final int[] fallbacks;

  Stretch(List<Integer> characters) {
    this.characters = characters.stream().mapToInt(Integer::intValue).toArray();
    this.fallbacks = characters.contains(ANY) ? new int[0] : fallbacks(this.characters);
  }

  private static int[] fallbacks(int[] characters) {
    var fallbacks = new int[characters.length + 1];
    int fitting = 0;
    for (int i = 1; i < characters.length; i++) {
      while (fitting > 0 && characters[i] != characters[fitting]) {
        fitting = fallbacks[fitting];
      }
      fitting += characters[i] == characters[fitting] ? 1 : 0;
      fallbacks[i + 1] = fitting;
    }
    return fallbacks;
  }

  int length() {
    return characters.length;
  }

  /// The first place from `from` to `to`, both included, where the stretch fits; -1 for none.
  int first(int[] text, int from, int to) {
    return place(text, from, to, false);
  }

  /// The last one.
  int last(int[] text, int from, int to) {
    return place(text, from, to, true);
  }

  private int place(int[] text, int from, int to, boolean last) {
    int highest = Math.min(to, text.length - characters.length);
    if (from > highest) {
      return -1;
    }
    if (characters.length == 0) {
      return last ? highest : from;
    }
    return fallbacks.length == 0
        ? tryAll(text, from, highest, last)
        : search(text, from, highest, last);
  }

  private int tryAll(int[] text, int from, int highest, boolean last) {
    for (int i = 0; i <= highest - from; i++) {
      int place = last ? highest - i : from + i;
      if (fits(text, place)) {
        return place;
      }
    }
    return -1;
  }

  boolean fits(int[] text, int place) {
    if (place + characters.length > text.length) {
      return false;
    }
    for (int i = 0; i < characters.length; i++) {
      int character = text[place + i];
      if (characters[i] == ANY ? character == '\n' : characters[i] != character) {
        return false;
      }
    }
    return true;
  }

  private int search(int[] text, int from, int highest, boolean last) {
    int found = -1;
    int fitting = 0;
    for (int i = from; i < highest + characters.length; i++) {
      while (fitting > 0 && text[i] != characters[fitting]) {
        fitting = fallbacks[fitting];
      }
      fitting += text[i] == characters[fitting] ? 1 : 0;
      if (fitting == characters.length) {
        found = i + 1 - fitting;
        if (!last) {
          return found;
        }
        fitting = fallbacks[fitting];
      }
    }
    return found;
  }
}
