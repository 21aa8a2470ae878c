package dev.slipway.builder.copy;

import dev.slipway.builder.BuildException;

/// One component of a wildcard pattern, as Go's `filepath.Match` reads it: `*`, `?`, `[a-z]`,
/// `[^a]` and `\` before what stands for itself.
final class NamePattern {
  private final int[] pattern;
  private final String text;

  NamePattern(String text) {
    this.text = text;
    this.pattern = text.codePoints().toArray();
    check();
  }

  /// A malformed pattern is refused even where nothing is there to match.
  private void check() {
    int at = 0;
    while (at < pattern.length) {
      switch (pattern[at]) {
        case '[' -> at = endOfClass(at) + 1;
        case '\\' -> at += 2;
        default -> at++;
      }
    }
    if (at > pattern.length) {
      throw malformed();
    }
  }

  static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> c == '*' || c == '?' || c == '[' || c == '\\');
  }

  boolean matches(String name) {
    return matches(0, name.codePoints().toArray(), 0);
  }

  private boolean matches(int p, int[] name, int n) {
    int at = p;
    int position = n;
    while (at < pattern.length) {
      switch (pattern[at]) {
        case '*' -> {
          return matchesRest(at + 1, name, position);
        }
        case '?' -> {
          if (position == name.length) {
            return false;
          }
          at++;
        }
        case '[' -> {
          int end = endOfClass(at);
          if (position == name.length || !inClass(at + 1, end, name[position])) {
            return false;
          }
          at = end + 1;
        }
        default -> {
          int literal = pattern[at] == '\\' ? ++at : at;
          if (position == name.length || pattern[literal] != name[position]) {
            return false;
          }
          at++;
        }
      }
      position++;
    }
    return position == name.length;
  }

  private boolean matchesRest(int p, int[] name, int n) {
    for (int position = n; position <= name.length; position++) {
      if (matches(p, name, position)) {
        return true;
      }
    }
    return false;
  }

  private int endOfClass(int open) {
    int at = open + 1;
    if (at < pattern.length && pattern[at] == '^') {
      at++;
    }
    int first = at;
    while (at < pattern.length && (pattern[at] != ']' || at == first)) {
      at += pattern[at] == '\\' ? 2 : 1;
    }
    if (at >= pattern.length || at == first) {
      throw malformed();
    }
    return at;
  }

  private boolean inClass(int start, int end, int character) {
    boolean negated = pattern[start] == '^';
    boolean found = false;
    int at = negated ? start + 1 : start;
    while (at < end) {
      int low = pattern[at] == '\\' ? pattern[++at] : pattern[at];
      int high = low;
      at++;
      if (at + 1 < end && pattern[at] == '-') {
        at++;
        high = pattern[at] == '\\' ? pattern[++at] : pattern[at];
        at++;
      }
      found |= low <= character && character <= high;
    }
    return found != negated;
  }

  private BuildException malformed() {
    return BuildException.of("syntax error in pattern: " + text, "close the `[`, or write `\\[`");
  }
}
