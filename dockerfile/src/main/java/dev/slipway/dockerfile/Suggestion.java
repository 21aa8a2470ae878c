package dev.slipway.dockerfile;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// The known name that a misspelt one was probably meant to be.
public final class Suggestion {
  /// So many names at most are worth looking at for one mistake: a file may have any number of
  /// mistakes, and of names.
  public static final int MOST_NAMES = 1_000;

  private static final int MAXIMUM_DISTANCE = 2;

  /// Two letters of three are another word.
  private static final int SHORT = 3;

  private static final int LONGEST_WORD = 64;

  private Suggestion() {}

  /// The first of the names nearest to `word`, at most two letters away (of a short name one) and
  /// whatever its case.
  public static Optional<String> nearest(String word, Collection<String> names) {
    if (word.length() > LONGEST_WORD) {
      return Optional.empty();
    }
    String best = null;
    int least = MAXIMUM_DISTANCE + 1;
    for (String name : names) {
      if (Math.abs(name.length() - word.length()) > MAXIMUM_DISTANCE) {
        continue;
      }
      int distance = distance(word.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      boolean near = distance < name.length() && (distance < 2 || name.length() > SHORT);
      if (distance < least && near) {
        best = name;
        least = distance;
      }
    }
    return Optional.ofNullable(best);
  }

  /// Letters added, dropped, changed, or two beside each other exchanged.
  private static int distance(String left, String right) {
    var rows = new int[left.length() + 1][right.length() + 1];
    for (int i = 0; i <= left.length(); i++) {
      for (int j = 0; j <= right.length(); j++) {
        rows[i][j] = i == 0 || j == 0 ? i + j : cheapest(rows, left, right, i, j);
      }
    }
    return rows[left.length()][right.length()];
  }

  private static int cheapest(int[][] rows, String left, String right, int i, int j) {
    boolean same = left.charAt(i - 1) == right.charAt(j - 1);
    int least = rows[i - 1][j - 1] + (same ? 0 : 1);
    least = Math.min(least, 1 + Math.min(rows[i - 1][j], rows[i][j - 1]));
    boolean exchanged =
        i > 1
            && j > 1
            && left.charAt(i - 1) == right.charAt(j - 2)
            && left.charAt(i - 2) == right.charAt(j - 1);
    return exchanged ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}
