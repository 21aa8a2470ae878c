package dev.slipway.dockerfile;

import java.util.ArrayList;
import java.util.List;

/// A pattern of `${name#pattern}` and its kin: `*` is any text, `?` any character, both within a
/// line.
///
/// A match never goes back on what it found: literal stretches are placed one after the other, as
/// early or as late as they go, so the cost is at most the product of the two lengths.
///
/// @param stretches what stands between the stars; each is code points, `ANY` for `?`
record ShellPattern(List<int[]> stretches) {
  private static final int ANY = -1;

  /// @throws IllegalArgumentException for an escape that means nothing
  static ShellPattern parse(String pattern) {
    var stretches = new ArrayList<int[]>();
    var stretch = new ArrayList<Integer>();
    int[] text = pattern.codePoints().toArray();
    // Go's scanner drops a byte order mark.
    for (int i = pattern.startsWith("\ufeff") ? 1 : 0; i < text.length; i++) {
      switch (text[i]) {
        case '*' -> {
          stretches.add(toArray(stretch));
          stretch.clear();
        }
        case '?' -> stretch.add(ANY);
        case '\\' -> stretch.add(escaped(text, ++i));
        default -> stretch.add(text[i]);
      }
    }
    stretches.add(toArray(stretch));
    return new ShellPattern(stretches);
  }

  private static int escaped(int[] text, int position) {
    if (position == text.length) {
      throw new IllegalArgumentException("invalid escape '\\'");
    }
    int character = text[position];
    if ("*?\\}/".indexOf(character) < 0) {
      throw new IllegalArgumentException(
          "invalid escape '\\" + Character.toString(character) + "'");
    }
    return character;
  }

  private static int[] toArray(List<Integer> stretch) {
    return stretch.stream().mapToInt(Integer::intValue).toArray();
  }

  String withoutPrefix(String value, boolean longest) {
    int[] text = value.codePoints().toArray();
    int end = endOfMatch(text, 0, longest);
    return end < 0 ? value : new String(text, end, text.length - end);
  }

  /// The pattern that matches what this text matches, read from its end.
  ///
  /// @throws IllegalArgumentException for an escape that means nothing
  static ShellPattern parseReversed(String pattern) {
    int[] text = pattern.codePoints().toArray();
    var reversed = new int[text.length];
    int i = 0;
    while (i < text.length) {
      int place = text.length - 1 - i;
      if (text[i] == '\\' && i + 1 < text.length) {
        reversed[place - 1] = text[i];
        reversed[place] = text[i + 1];
        i += 2;
      } else {
        reversed[place] = text[i];
        i++;
      }
    }
    return parse(new String(reversed, 0, reversed.length));
  }

  /// What `withoutPrefix` does, at the other end: this pattern is a reversed one.
  String withoutSuffix(String value, boolean longest) {
    String reversed = new StringBuilder(value).reverse().toString();
    return new StringBuilder(withoutPrefix(reversed, longest)).reverse().toString();
  }

  String replaceFirst(String value, String replacement) {
    int[] text = value.codePoints().toArray();
    int[] match = find(text, 0);
    if (match.length == 0) {
      return value;
    }
    return new String(text, 0, match[0])
        + replacement
        + new String(text, match[1], text.length - match[1]);
  }

  /// Every match, left to right; in the replacement `$0` is the match, as in Go.
  String replaceAll(String value, String replacement) {
    int[] text = value.codePoints().toArray();
    var result = new StringBuilder();
    int copied = 0;
    int from = 0;
    while (from <= text.length) {
      int[] match = find(text, from);
      if (match.length == 0) {
        break;
      }
      result.append(new String(text, copied, match[0] - copied));
      if (match[1] > copied || match[0] == 0) {
        result.append(
            Replacement.fill(replacement, new String(text, match[0], match[1] - match[0])));
      }
      copied = match[1];
      from = Math.max(match[1], from + 1);
    }
    return result.append(new String(text, copied, text.length - copied)).toString();
  }

  /// Start and end of the first match at or after `from`, or nothing.
  private int[] find(int[] text, int from) {
    for (int start = from; start <= text.length; start++) {
      if (!matchesAt(stretches.getFirst(), text, start)) {
        continue;
      }
      int end = endOfMatch(text, start, true);
      if (end >= 0) {
        return new int[] {start, end};
      }
      int newline = indexOfNewline(text, start);
      if (newline == text.length) {
        break; // What is missing here is missing further on too.
      }
    }
    return new int[0];
  }

  /// Where a match that begins at `start` ends, or -1.
  private int endOfMatch(int[] text, int start, boolean longest) {
    if (!matchesAt(stretches.getFirst(), text, start)) {
      return -1;
    }
    int end = start + stretches.getFirst().length;
    for (int i = 1; i < stretches.size(); i++) {
      int[] stretch = stretches.get(i);
      boolean last = i == stretches.size() - 1;
      int found = longest && last ? lastPlace(stretch, text, end) : firstPlace(stretch, text, end);
      if (found < 0) {
        return -1;
      }
      end = found + stretch.length;
    }
    return end;
  }

  private static int firstPlace(int[] stretch, int[] text, int from) {
    for (int start = from; start <= text.length; start++) {
      if (matchesAt(stretch, text, start)) {
        return start;
      }
      if (start < text.length && text[start] == '\n') {
        return -1;
      }
    }
    return -1;
  }

  private static int lastPlace(int[] stretch, int[] text, int from) {
    for (int start = indexOfNewline(text, from); start >= from; start--) {
      if (matchesAt(stretch, text, start)) {
        return start;
      }
    }
    return -1;
  }

  private static int indexOfNewline(int[] text, int from) {
    int position = from;
    while (position < text.length && text[position] != '\n') {
      position++;
    }
    return position;
  }

  private static boolean matchesAt(int[] stretch, int[] text, int start) {
    if (start + stretch.length > text.length) {
      return false;
    }
    for (int i = 0; i < stretch.length; i++) {
      int character = text[start + i];
      if (stretch[i] == ANY ? character == '\n' : stretch[i] != character) {
        return false;
      }
    }
    return true;
  }
}
