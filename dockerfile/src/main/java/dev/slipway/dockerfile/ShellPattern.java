package dev.slipway.dockerfile;

import java.util.ArrayList;
import java.util.List;

/// A pattern of `${name#pattern}` and its kin: `*` is any text, `?` any character, both within a
/// line.
///
/// A match never goes back on what it found: literal stretches are placed one after the other, as
/// early or as late as they go.
///
/// @param stretches what stands between the stars
record ShellPattern(List<Stretch> stretches) {
  /// @throws IllegalArgumentException for an escape that means nothing
  static ShellPattern parse(String pattern) {
    var stretches = new ArrayList<Stretch>();
    var stretch = new ArrayList<Integer>();
    int[] text = pattern.codePoints().toArray();
    // Go's scanner drops a byte order mark.
    for (int i = pattern.startsWith("\ufeff") ? 1 : 0; i < text.length; i++) {
      switch (text[i]) {
        case '*' -> {
          stretches.add(new Stretch(stretch));
          stretch.clear();
        }
        case '?' -> stretch.add(Stretch.ANY);
        case '\\' -> stretch.add(escaped(text, ++i));
        default -> stretch.add(text[i]);
      }
    }
    stretches.add(new Stretch(stretch));
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
    Stretch first = stretches.getFirst();
    int start = first.first(text, from, text.length);
    while (start >= 0) {
      int end = endOfMatch(text, start, true);
      if (end >= 0) {
        return new int[] {start, end};
      }
      // What is missing from here to the line's end is missing from any later place in it.
      int next = indexOfNewline(text, start + first.length()) - first.length() + 1;
      start = first.first(text, Math.max(start + 1, next), text.length);
    }
    return new int[0];
  }

  /// Where a match that begins at `start` ends, or -1.
  private int endOfMatch(int[] text, int start, boolean longest) {
    if (!stretches.getFirst().fits(text, start)) {
      return -1;
    }
    int end = start + stretches.getFirst().length();
    int newline = end;
    for (int i = 1; i < stretches.size(); i++) {
      Stretch stretch = stretches.get(i);
      newline = indexOfNewline(text, Math.max(newline, end));
      boolean last = longest && i == stretches.size() - 1;
      int found = last ? stretch.last(text, end, newline) : stretch.first(text, end, newline);
      if (found < 0) {
        return -1;
      }
      end = found + stretch.length();
    }
    return end;
  }

  private static int indexOfNewline(int[] text, int from) {
    int position = from;
    while (position < text.length && text[position] != '\n') {
      position++;
    }
    return position;
  }
}
